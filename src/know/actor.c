// SPDX-License-Identifier: Apache-2.0
// Finding actors: the longest known phrase that starts at a token. Phrases are chains of word hashes; every prefix of a
// phrase has a node, so that the walk ends at the first word that no phrase has there. Where the plain walk finds
// nothing, a capitalised name is tried once more by its folded spelling.
#include <string.h>

#include "base/map.h"
#include "know/file.h"
#include "know/know.h"
#include "know/norm.h"

#define SENSES_MAX      16
#define NAME_TOKENS     10  // tokens of a name tried by its spelling
#define LINK_LETTERS    3   // small words inside a name
#define FOLD_CANDIDATES 64  // entries of one skeleton that are looked at
#define STEPS_MAX       512 // nodes visited for one match

struct sense {
    uint32_t phrase, actor;
    bool folded, plural, typo, fits;
};

struct walk {
    const struct ss_know *know;
    const char *const *words;
    const uint32_t *lens;
    uint32_t count;
    const char *on;
    // words of the text, made when asked for
    struct ss_word word[SS_WORDS_MAX];
    uint32_t token[SS_WORDS_MAX]; // index of the token a word came from
    bool ends[SS_WORDS_MAX];      // the word is the last of its token
    uint32_t word_count, next;    // next: first token not split yet
    bool stopped;                 // nothing more can be part of a phrase
    // result
    struct sense sense[SENSES_MAX];
    uint32_t sense_count, best, steps;
};

// How the words so far are written.
struct path {
    uint32_t words, last;
    bool upper_first, upper_all, upper_stem, upper_any, plural, folded;
};

// Whether a hyphen follows token i.
static bool hyphen_next(const struct walk *w, uint32_t i)
{
    if (i + 1 >= w->count) return false;
    struct ss_word none[1];
    enum ss_blank blank = SS_BLANK_NONE;
    const char *s = w->words[i + 1];
    if (w->lens[i + 1] == 0 || w->lens[i + 1] > 3 || ((unsigned char)*s < 0x80 && *s != '-')) return false;
    return ss_words(s, w->lens[i + 1], none, 1, &blank) == 0 && blank == SS_BLANK_HYPHEN;
}

// Makes word i available; false when the text has no such word for a phrase.
static bool have(struct walk *w, uint32_t i)
{
    while (w->word_count <= i) {
        if (w->stopped || w->next >= w->count || w->word_count >= SS_WORDS_MAX) return false;
        enum ss_blank blank = SS_BLANK_NONE;
        struct ss_word *out = &w->word[w->word_count];
        uint32_t t = w->next++;
        uint32_t n = ss_words(w->words[t], w->lens[t], out, SS_WORDS_MAX - w->word_count, &blank);
        if (n == 0) {
            w->stopped = w->word_count == 0 || (blank != SS_BLANK_HYPHEN && blank != SS_BLANK_POSSESSIVE);
            continue;
        }
        if (n == 1 && out->len == 3 && memcmp(out->s, "the", 3) == 0) {
            w->stopped = w->word_count == 0; // a phrase does not start with it
            continue;
        }
        for (uint32_t k = 0; k < n; k++) {
            bool hyphen = k + 1 < n ? (out[k].flags & SS_WORD_HYPHEN) != 0 : hyphen_next(w, t);
            if (out[k].flags & SS_WORD_LONG) w->stopped = true;
            ss_word_article(&out[k], hyphen);
            w->token[w->word_count + k] = t;
            w->ends[w->word_count + k] = k + 1 == n;
        }
        w->word_count += n;
    }
    return true;
}

static const struct ss_f_node *find_node(const struct ss_know *know, uint64_t hash)
{
    uint64_t room = know->section[SS_SEC_NODES].count;
    if (!room) return NULL;
    const struct ss_f_node *nodes = SS_SECTION(know, struct ss_f_node, SS_SEC_NODES);
    for (uint64_t i = hash & (room - 1), step = 0; step < room && nodes[i].hash; step++, i = (i + 1) & (room - 1))
        if (nodes[i].hash == hash) return &nodes[i];
    return NULL;
}

// Whether `on` lies within the actor's dates; unknown dates and no `on` fit.
static bool date_fits(const struct ss_know *know, const struct ss_f_actor *a, const char *on)
{
    if (!on || !*on) return true;
    const char *from = ss_f_string(know, a->from), *to = ss_f_string(know, a->to);
    if (*from && strncmp(on, from, strlen(from)) < 0) return false;
    return !*to || strncmp(on, to, strlen(to)) <= 0;
}

static void add_sense(struct walk *w, uint32_t phrase, uint32_t tokens, bool folded, bool plural, bool typo)
{
    const struct ss_know *know = w->know;
    const struct ss_f_phrase *p = SS_SECTION(know, struct ss_f_phrase, SS_SEC_PHRASES) + phrase;
    if (p->actor >= know->section[SS_SEC_ACTORS].count || tokens < w->best) return;
    const struct ss_f_actor *actors = SS_SECTION(know, struct ss_f_actor, SS_SEC_ACTORS);
    if (tokens > w->best) {
        w->best = tokens;
        w->sense_count = 0;
    }
    struct sense s = {phrase, p->actor, folded || (p->flags & SS_PHRASE_FOLDED),
                      plural, typo,     date_fits(know, &actors[p->actor], w->on)};
    for (uint32_t i = 0; i < w->sense_count; i++) { // one sense an id: the better way in, without a date the newest row
        struct sense *o = &w->sense[i];
        if (o->actor != s.actor && actors[o->actor].id != actors[s.actor].id) continue;
        bool newer = s.fits > o->fits || (s.fits == o->fits && (!w->on || !*w->on) && s.actor > o->actor);
        if (o->actor != s.actor ? newer : (s.folded + s.plural < o->folded + o->plural)) *o = s;
        return;
    }
    if (w->sense_count < SENSES_MAX) w->sense[w->sense_count++] = s;
}

// Compares letter by letter with the phrase as written; case counts, everything but letters and digits does not.
static bool same_case(const struct walk *w, const struct path *path, const char *text)
{
    for (uint32_t t = 0; t <= w->token[path->last]; t++)
        for (uint32_t i = 0; i < w->lens[t]; i++) {
            unsigned char c = (unsigned char)w->words[t][i];
            if (c < 0x80 && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !(c >= '0' && c <= '9')) continue;
            while (*text && (unsigned char)*text < 0x80 &&
                   !(((unsigned char)*text | 0x20) >= 'a' && ((unsigned char)*text | 0x20) <= 'z') &&
                   !(*text >= '0' && *text <= '9'))
                text++;
            if (!*text) return c == 's'; // a plural or possessive ending is left over
            if ((unsigned char)*text != c) return false;
            text++;
        }
    return *text == '\0' || !strpbrk(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

static bool case_fits(const struct walk *w, const struct path *path, const struct ss_f_phrase *p)
{
    if ((p->flags & SS_PHRASE_LEAD_UPPER) && !(w->word[0].flags & SS_WORD_UPPER_ALL)) return false;
    if (p->flags & SS_PHRASE_EXACT_CASE) return same_case(w, path, ss_f_string(w->know, p->text));
    if (p->flags & SS_PHRASE_ACRONYM)
        return path->plural
                   ? path->upper_stem || path->upper_all
                   : path->upper_all || (path->words == 1 && path->upper_first && w->word[path->last].len >= 4) ||
                         same_case(w, path, ss_f_string(w->know, p->text));
    if (!(p->flags & SS_PHRASE_CAPITALS) || (p->flags & (SS_PHRASE_LOWER_OK | SS_PHRASE_MANY))) return true;
    return path->upper_any;
}

static void record(struct walk *w, const struct path *path, const struct ss_f_node *node)
{
    const struct ss_know *know = w->know;
    uint64_t count = know->section[SS_SEC_PHRASES].count;
    uint32_t tokens = w->token[path->last] + 1;
    if (tokens < w->best) return;
    for (uint64_t i = node->first, end = i + (node->count_more >> 1); i < end && i < count; i++) {
        const struct ss_f_phrase *p = SS_SECTION(know, struct ss_f_phrase, SS_SEC_PHRASES) + i;
        if (case_fits(w, path, p)) add_sense(w, (uint32_t)i, tokens, path->folded, path->plural, false);
    }
}

static void walk(struct walk *w, uint64_t hash, uint32_t at, const struct path *before);

static void step(struct walk *w, uint64_t hash, uint32_t at, const struct path *before, const char *s, size_t len,
                 bool cut)
{
    const struct ss_word *word = &w->word[at];
    if (w->steps++ > STEPS_MAX) return;
    uint64_t next = ss_phrase_hash(hash, ss_name_hash(s, len));
    bool first = before->words == 0;
    if (first && !ss_f_bit(w->know, SS_SEC_FIRST_WORD, next % SS_FIRST_BITS)) return; // most words end here
    const struct ss_f_node *node = find_node(w->know, next);
    if (!node) return;
    struct path path = {
        .words = before->words + 1,
        .last = at,
        .upper_first = first ? (word->flags & SS_WORD_UPPER_FIRST) != 0 : before->upper_first,
        .upper_any = before->upper_any || (word->flags & SS_WORD_UPPER_FIRST),
        .upper_all = (first || before->upper_all) && (word->flags & SS_WORD_UPPER_ALL),
        .upper_stem = (first || before->upper_all) && (word->flags & SS_WORD_STEM_UPPER),
        .plural = before->plural || cut,
        .folded = before->folded,
    };
    if (w->ends[at] && node->count_more >> 1) record(w, &path, node);
    if (node->count_more & 1) walk(w, next, at + 1, &path);
}

// Tries the word as it is, without its plural or lost possessive ending, and left out when it is an article.
static void walk(struct walk *w, uint64_t hash, uint32_t at, const struct path *before)
{
    if (!have(w, at)) return;
    const struct ss_word *word = &w->word[at];
    size_t n = word->len;
    if (word->flags & SS_WORD_ARTICLE) {
        step(w, hash, at, before, "al", 2, false);
        struct path path = *before;
        path.folded = true;
        if (w->steps++ < STEPS_MAX) walk(w, hash, at + 1, &path);
    } else {
        step(w, hash, at, before, word->s, n, false);
    }
    if (n < 4) return;
    char stem[SS_WORD_MAX + 1];
    if (word->s[n - 1] == 's' && word->s[n - 2] != 's') {
        step(w, hash, at, before, word->s, n - 1, true);
        if (n > 4 && word->s[n - 2] == 'e') {
            if (word->s[n - 3] == 'i') {
                memcpy(stem, word->s, n - 3);
                stem[n - 3] = 'y';
                step(w, hash, at, before, stem, n - 2, true);
            } else {
                step(w, hash, at, before, word->s, n - 2, true);
            }
        }
    } else if (n > 4 && memcmp(word->s + n - 3, "men", 3) == 0) {
        memcpy(stem, word->s, n);
        stem[n - 2] = 'a';
        step(w, hash, at, before, stem, n, true);
    }
}

// --- spelling
// -----------------------------------------------------------------------------------------------------------

// Whether word i is a small word inside a name ("for" in "Observatory for Human Rights").
static bool link_word(struct walk *w, uint32_t i)
{
    return i && w->word[i].len <= LINK_LETTERS && have(w, i + 1) && (w->word[i + 1].flags & SS_WORD_UPPER_FIRST);
}

// Number of leading tokens of a capitalised name (articles, hyphens and small words inside allowed), at most
// NAME_TOKENS.
static uint32_t name_tokens(struct walk *w, bool links)
{
    uint32_t tokens = 0;
    for (uint32_t i = 0; have(w, i) && w->token[i] < NAME_TOKENS; i++) {
        const struct ss_word *word = &w->word[i];
        bool inside = (word->flags & SS_WORD_ARTICLE) || (links && link_word(w, i));
        if (!(word->flags & SS_WORD_UPPER_FIRST) && !inside && !(i && w->token[i] == w->token[i - 1])) break;
        if (w->ends[i] && !inside) tokens = w->token[i] + 1;
        if (word->flags & SS_WORD_POSSESSIVE) break;
    }
    return tokens;
}

// The first `tokens` tokens as one string; 0 when too long.
static size_t join(const struct walk *w, uint32_t tokens, char out[SS_NAME_MAX])
{
    size_t at = 0;
    for (uint32_t i = 0; i < w->word_count && w->token[i] < tokens; i++) {
        const struct ss_word *word = &w->word[i];
        if (at + word->len + 2u > SS_NAME_MAX) return 0;
        bool last = w->ends[i];
        if (i) out[at++] = ' ';
        memcpy(out + at, word->s, word->len);
        at += word->len;
        if (((word->flags & SS_WORD_HYPHEN) && !last) || (last && hyphen_next(w, w->token[i]))) {
            if (at + 1 < SS_NAME_MAX && i + 1 < w->word_count && w->token[i + 1] < tokens) out[at++] = '-';
        }
    }
    // "ez- zor" to "ez-zor"
    size_t to = 0;
    for (size_t i = 0; i < at; i++)
        if (!(out[i] == ' ' && to && out[to - 1] == '-')) out[to++] = out[i];
    out[to] = '\0';
    return to;
}

static size_t consonants(const char *s, size_t len, char out[4])
{
    size_t n = 0;
    for (size_t i = 0; i < len && n < 3; i++)
        if (!ss_fold_vowel(s[i]) && !(n && out[n - 1] == s[i])) out[n++] = s[i];
    return n;
}

// Senses of a name by its folded spelling: only the nearest ones.
static void try_fold(struct walk *w, const char *name, size_t len, uint32_t tokens, bool plural)
{
    const struct ss_know *know = w->know;
    char fold[SS_NAME_MAX], skeleton[SS_NAME_MAX];
    size_t fold_len = ss_know_fold(name, len, fold, sizeof fold);
    size_t skeleton_len = ss_skeleton(fold, fold_len, skeleton);
    uint32_t hash = (uint32_t)(ss_name_hash(skeleton, skeleton_len) >> 32), best = UINT32_MAX;
    const struct ss_f_fold *entries = SS_SECTION(know, struct ss_f_fold, SS_SEC_ACTOR_FOLD);
    uint64_t i = ss_f_fold_find(know, SS_SEC_ACTOR_FOLD, hash), total = know->section[SS_SEC_ACTOR_FOLD].count;
    for (uint32_t tried = 0; i < total && entries[i].hash == hash && tried < FOLD_CANDIDATES; i++, tried++) {
        const char *other = ss_f_string(know, entries[i].text);
        uint32_t distance;
        if (!ss_fold_near(fold, fold_len, other, strlen(other), &distance) || distance > best) continue;
        if (entries[i].item >= know->section[SS_SEC_PHRASES].count) continue;
        if (distance < best) w->sense_count = w->best = 0;
        best = distance;
        add_sense(w, entries[i].item, tokens, true, plural, false);
    }
}

static void match_folded(struct walk *w)
{
    const struct ss_know *know = w->know;
    if (!have(w, 0) || w->word[0].len < 2 || !(w->word[0].flags & (SS_WORD_UPPER_FIRST | SS_WORD_ARTICLE))) return;
    char name[SS_NAME_MAX], fold[SS_NAME_MAX], start[4];
    size_t len = w->word[0].len;
    if (w->word[0].s[len - 1] == 's') len--; // perhaps a plural
    len = ss_know_fold(w->word[0].s, len, fold, sizeof fold);
    size_t first = consonants(fold, len, start);
    if (first && !(w->word[0].flags & SS_WORD_ARTICLE)) {
        if (!ss_f_bit(know, SS_SEC_FOLD_START, ss_name_hash(start, first) % SS_FOLD_BITS)) return;
    }
    for (uint32_t tokens = name_tokens(w, false); tokens; tokens--) {
        len = join(w, tokens, name);
        if (len < SS_FOLD_LETTERS) return;
        try_fold(w, name, len, tokens, false);
        if (!w->sense_count && name[len - 1] == 's' && len > SS_FOLD_LETTERS) try_fold(w, name, len - 1, tokens, true);
        if (w->sense_count) return;
    }
}

static void try_typo(struct walk *w, const char *key, size_t len, const char *part, size_t part_len, uint32_t tokens)
{
    const struct ss_know *know = w->know;
    uint32_t hash = (uint32_t)(ss_name_hash(part, part_len) >> 32);
    const struct ss_f_fold *entries = SS_SECTION(know, struct ss_f_fold, SS_SEC_ACTOR_TYPO);
    uint64_t count = know->section[SS_SEC_ACTOR_TYPO].count;
    uint32_t tried = 0;
    for (uint64_t i = ss_f_fold_find(know, SS_SEC_ACTOR_TYPO, hash);
         i < count && entries[i].hash == hash && tried < FOLD_CANDIDATES; i++, tried++) {
        const char *other = ss_f_string(know, entries[i].text);
        size_t other_len = strlen(other);
        if (entries[i].item < know->section[SS_SEC_PHRASES].count && ss_key_one_error(key, len, other, other_len))
            add_sense(w, entries[i].item, tokens, false, false, true);
    }
}

static void match_typo(struct walk *w)
{
    if (!have(w, 0) || !(w->word[0].flags & (SS_WORD_UPPER_FIRST | SS_WORD_ARTICLE))) return;
    char name[SS_NAME_MAX], key[SS_NAME_MAX], part[SS_NAME_MAX];
    uint32_t plain = w->best; // only a longer name is worth a letter
    for (uint32_t tokens = name_tokens(w, true); tokens > plain && w->best == plain; tokens--) {
        size_t len = join(w, tokens, name);
        len = ss_name_key(name, len, key);
        if (len < SS_TYPO_LETTERS || len > 40) continue;
        try_typo(w, key, len, key, len, tokens);
        for (size_t i = 0; i < len; i++) {
            if (i && key[i] == key[i - 1]) continue;
            memcpy(part, key, i);
            memcpy(part + i, key + i + 1, len - i - 1);
            try_typo(w, key, len, part, len - 1, tokens);
        }
    }
}

// --- result
// -------------------------------------------------------------------------------------------------------------

// Fills out from an actor's record; false when the index is wild.
static bool actor_fill(const struct ss_know *know, uint64_t index, struct ss_know_actor *out)
{
    if (index >= know->section[SS_SEC_ACTORS].count) return false;
    const struct ss_f_actor *a = SS_SECTION(know, struct ss_f_actor, SS_SEC_ACTORS) + index;
    *out = (struct ss_know_actor){
        .id = ss_f_string(know, a->id),
        .name = ss_f_string(know, a->name),
        .kind = ss_f_string(know, a->kind),
        .code = ss_f_string(know, a->code),
        .country = ss_f_string(know, a->country),
        .sectors = ss_f_string(know, a->sectors),
        .from = ss_f_string(know, a->from),
        .to = ss_f_string(know, a->to),
        .line = ss_f_string(know, a->line),
        .place = a->place,
        .flags = ss_f_string(know, a->flags),
    };
    return true;
}

// Smaller is better.
static uint32_t sense_cost(const struct walk *w, const struct sense *s)
{
    uint32_t flags = SS_SECTION(w->know, struct ss_f_phrase, SS_SEC_PHRASES)[s->phrase].flags;
    return (s->fits ? 0u : 64u) + (s->typo ? 32u : 0u) + (s->folded ? 16u : 0u) + (s->plural ? 8u : 0u) +
           (flags & SS_PHRASE_METONYM ? 4u : 0u) + (flags & SS_PHRASE_CANONICAL ? 0u : 1u);
}

static bool plural_only(const struct sense *s)
{
    return s->plural && !s->folded;
}

static uint32_t results(struct walk *w, struct ss_know_match *out, uint32_t room)
{
    bool any_fits = false, any_plain = false;
    for (uint32_t i = 0; i < w->sense_count; i++) {
        any_fits = any_fits || w->sense[i].fits;
        any_plain = any_plain || !plural_only(&w->sense[i]);
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < w->sense_count; i++) {
        struct sense s = w->sense[i];
        if (any_fits && !s.fits) continue;
        if (any_plain && plural_only(&s)) continue;
        uint32_t at = kept++; // insertion sort; equal ones keep the order of the file
        while (at && (sense_cost(w, &w->sense[at - 1]) > sense_cost(w, &s) ||
                      (sense_cost(w, &w->sense[at - 1]) == sense_cost(w, &s) && w->sense[at - 1].actor > s.actor))) {
            w->sense[at] = w->sense[at - 1];
            at--;
        }
        w->sense[at] = s;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < kept && n < room; i++) {
        const struct sense *s = &w->sense[i];
        const struct ss_f_phrase *p = SS_SECTION(w->know, struct ss_f_phrase, SS_SEC_PHRASES) + s->phrase;
        struct ss_know_match *m = &out[n];
        *m = (struct ss_know_match){
            .tokens = w->best,
            .folded = s->folded,
            .sided = p->flags & SS_PHRASE_SIDED,
            .acronym = p->flags & SS_PHRASE_ACRONYM,
            .metonym = p->flags & SS_PHRASE_METONYM,
            .demonym = p->flags & SS_PHRASE_DEMONYM,
            .outdated = !s->fits,
            .typo = s->typo,
            .canonical = p->flags & SS_PHRASE_CANONICAL,
            .phrase = ss_f_string(w->know, p->text),
        };
        if (!actor_fill(w->know, s->actor, &m->actor)) continue;
        if (p->place || !m->metonym) m->actor.place = p->place;
        n++;
    }
    return n;
}

static uint32_t match(const struct ss_know *know, const char *const *words, const uint32_t *lens, uint32_t count,
                      const char *on, struct ss_know_match *out, uint32_t room, bool fuzzy)
{
    if (!count || !room) return 0;
    struct walk w;
    w.know = know, w.words = words, w.lens = lens, w.count = count, w.on = on;
    w.word_count = w.next = w.sense_count = w.best = w.steps = 0;
    w.stopped = false;
    struct path path = {0};
    walk(&w, 0, 0, &path);
    if (!w.sense_count) match_folded(&w);
    if (fuzzy) match_typo(&w);
    return w.sense_count ? results(&w, out, room) : 0;
}

uint32_t ss_know_match_actor(const struct ss_know *know, const char *const *words, const uint32_t *lens, uint32_t count,
                             const char *on, struct ss_know_match *out, uint32_t room)
{
    return match(know, words, lens, count, on, out, room, false);
}

uint32_t ss_know_match_actor_fuzzy(const struct ss_know *know, const char *const *words, const uint32_t *lens,
                                   uint32_t count, const char *on, struct ss_know_match *out, uint32_t room)
{
    return match(know, words, lens, count, on, out, room, true);
}

bool ss_know_actor(const struct ss_know *know, const char *id, struct ss_know_actor *out)
{
    const struct ss_f_actor *actors = SS_SECTION(know, struct ss_f_actor, SS_SEC_ACTORS);
    uint64_t low = 0, high = know->section[SS_SEC_ACTORS].count;
    while (low < high) { // the first of equal ids
        uint64_t mid = low + (high - low) / 2;
        if (strcmp(ss_f_string(know, actors[mid].id), id) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return actor_fill(know, low, out) && strcmp(out->id, id) == 0;
}
