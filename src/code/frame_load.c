// SPDX-License-Identifier: Apache-2.0
// Compiles the frame tables and the word classes.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/frame.h"

#define FRAMES_CAP 20000
#define PARTS_MAX  16

static enum sayso_err bad(struct sayso_problem *problem, const char *line, const char *what, const char *word)
{
    return ss_fail(problem, SAYSO_ERR_FORMAT, 0, line, -1, "%s: %s \"%s\"", line, what, word);
}

// Cuts `text` at `sep` into pieces in the arena; -1 when memory is out, -2 when there are too many.
static int cut(struct ss_arena *arena, const char *text, const char *seps, char *sep_before, char **piece)
{
    int n = 0;
    const char *p = text;
    char before = 0;
    while (*p) {
        size_t len = strcspn(p, seps);
        if (n == PARTS_MAX) return -2;
        while (len && *p == ' ') p++, len--;
        size_t keep = len;
        while (keep && p[keep - 1] == ' ') keep--;
        if (!(piece[n] = ss_strndup(arena, p, keep))) return -1;
        if (sep_before) sep_before[n] = before;
        if (keep) n++;
        p += len;
        if (*p) before = *p++;
    }
    return n;
}

static bool path_parse(struct ss_path *path, char *text)
{
    static const struct {
        const char *name;
        enum ss_path_kind kind;
    } names[] = {{"subj", SS_PATH_SUBJ},         {"obj", SS_PATH_OBJ},
                 {"iobj", SS_PATH_IOBJ},         {"poss", SS_PATH_POSS},
                 {"pre", SS_PATH_PRE},           {"mod", SS_PATH_MOD},
                 {"head", SS_PATH_HEAD},         {"prt", SS_PATH_PRT},
                 {"comp", SS_PATH_COMP},         {"comp.subj", SS_PATH_COMP_SUBJ},
                 {"comp.obj", SS_PATH_COMP_OBJ}, {"gov", SS_PATH_GOV},
                 {"self", SS_PATH_SELF},         {"comp.aux", SS_PATH_COMP_AUX},
                 {"plural", SS_PATH_PLURAL},     {"theme", SS_PATH_THEME},
                 {"gov.subj", SS_PATH_GOV_SUBJ}, {"gov.obj", SS_PATH_GOV_OBJ},
                 {"inf", SS_PATH_INF},           {"case", SS_PATH_CASE},
                 {"det", SS_PATH_DET},           {"cop", SS_PATH_COP},
                 {"passive", SS_PATH_PASSIVE},   {"active", SS_PATH_ACTIVE}};
    char *hash = strchr(text, '#');
    if (hash) {
        if (hash[1] != '1' && hash[1] != '2') return false;
        path->part = (uint8_t)(hash[1] - '0');
        *hash = '\0';
    }
    if (!strncmp(text, "p:", 2) && text[2]) {
        path->kind = SS_PATH_PREP;
        path->text = text + 2;
        return true;
    }
    if (!strncmp(text, "comp.p:", 7) && text[7]) {
        path->kind = SS_PATH_COMP_PREP;
        path->text = text + 7;
        return true;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(text, names[i].name)) {
            path->kind = names[i].kind;
            return true;
        }
    return false;
}

static enum sayso_err parse_words(struct ss_frames *f, struct ss_need *need, char *text, const char *line,
                                  struct sayso_problem *problem)
{
    char *words = ss_alloc(f->arena, strlen(text) + 3), *w = words;
    if (!words) return SAYSO_ERR_NOMEM;
    bool any = false;
    *w++ = '|';
    for (char *p = text; *p;) {
        size_t len = strcspn(p, "|");
        if (*p == ':') {
            const uint32_t *bit = ss_map_get(&f->classes, p + 1, len - 1);
            if (!bit) return bad(problem, line, "unknown class", p);
            need->classes |= UINT64_C(1) << *bit;
        } else if (len) {
            memcpy(w, p, len);
            w += len;
            *w++ = '|';
            any = true;
        }
        p += len;
        if (*p) p++;
    }
    need->words = any ? words : "|";
    return SAYSO_OK;
}

static enum sayso_err parse_needs(struct ss_frames *f, struct ss_frame *frame, const char *text,
                                  struct sayso_problem *problem)
{
    char *piece[PARTS_MAX];
    int n = cut(f->arena, text, ";", NULL, piece);
    if (n < 0) return n == -1 ? SAYSO_ERR_NOMEM : bad(problem, frame->line, "too many needs", text);
    struct ss_need *needs = SS_NEW_ARRAY(f->arena, struct ss_need, (size_t)n);
    if (!needs) return SAYSO_ERR_NOMEM;
    for (int i = 0; i < n; i++) {
        char *p = piece[i];
        if (!(needs[i].words_text = ss_strdup(f->arena, p))) return SAYSO_ERR_NOMEM;
        if (*p == '!') needs[i].absent = true, p++;
        char *eq = strchr(p, '=');
        if (eq) *eq = '\0';
        for (char *bar; p; p = bar ? bar + 1 : NULL) {
            bar = strchr(p, '|');
            if (bar) *bar = '\0';
            if (needs[i].path_count == SS_NEED_PATHS) return bad(problem, frame->line, "too many paths", p);
            if (!path_parse(&needs[i].path[needs[i].path_count++], p))
                return bad(problem, frame->line, "unknown path", p);
        }
        if (eq) SS_TRY(parse_words(f, &needs[i], eq + 1, frame->line, problem));
    }
    frame->needs = needs;
    frame->need_count = (uint32_t)n;
    return SAYSO_OK;
}

static enum sayso_err parse_role(struct ss_frames *f, struct ss_frame *frame, enum ss_role role, const char *text,
                                 struct sayso_problem *problem)
{
    char *piece[PARTS_MAX], before[PARTS_MAX];
    int n = cut(f->arena, text, "|+", before, piece);
    if (n < 0) return n == -1 ? SAYSO_ERR_NOMEM : bad(problem, frame->line, "too many paths", text);
    struct ss_path *paths = SS_NEW_ARRAY(f->arena, struct ss_path, (size_t)n);
    if (!paths) return SAYSO_ERR_NOMEM;
    for (int i = 0; i < n; i++) {
        if (!(paths[i].words = ss_strdup(f->arena, piece[i]))) return SAYSO_ERR_NOMEM;
        if (!path_parse(&paths[i], piece[i])) return bad(problem, frame->line, "unknown path", piece[i]);
        paths[i].add = before[i] == '+';
    }
    frame->roles[role].path = paths;
    frame->roles[role].count = (uint32_t)n;
    return SAYSO_OK;
}

static enum sayso_err parse_flags(struct ss_frame *frame, const char *text, struct sayso_problem *problem)
{
    static const struct {
        const char *name;
        unsigned flag;
    } names[] = {{"result", SS_FRAME_RESULT}, {"loose", SS_FRAME_LOOSE},     {"recall", SS_FRAME_RECALL},
                 {"skip", SS_FRAME_SKIP},     {"alleges", SS_FRAME_ALLEGES}, {"pair", SS_FRAME_PAIR},
                 {"doer", SS_FRAME_DOER},     {"mutual", SS_FRAME_MUTUAL},   {"told", SS_FRAME_TOLD}};
    size_t known = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ss_in_list(text, ',', names[i].name)) {
            frame->flags |= names[i].flag;
            known++;
        }
    size_t given = *text ? 1 : 0;
    for (const char *p = text; *p; p++) given += *p == ',';
    return known == given ? SAYSO_OK : bad(problem, frame->line, "unknown flag in", text);
}

static enum sayso_err add_word(struct ss_frames *f, const char *pos, const char *lemma, uint32_t frame)
{
    if (f->link_count == f->link_room) return SAYSO_ERR_LIMIT;
    char *key = ss_printf(f->arena, "%s:%s", pos, lemma);
    if (!key) return SAYSO_ERR_NOMEM;
    bool found;
    uint32_t *at = ss_map_put(&f->words, key, strlen(key), &found);
    if (!at) return SAYSO_ERR_NOMEM;
    struct ss_frame_link *link = &f->link[f->link_count];
    link->frame = frame;
    link->next = found ? (int32_t)*at : -1;
    *at = f->link_count++;
    return SAYSO_OK;
}

static enum sayso_err load_row(struct ss_frames *f, const struct ss_know_table *t, uint32_t row,
                               struct sayso_problem *problem)
{
    static const char *const role_names[SS_ROLE_COUNT] = {"actor", "recipient",  "object",
                                                          "place", "instrument", "holder"};
    struct ss_frame *frame = &f->frame[f->frame_count];
    frame->line = ss_know_line(t, row);
    const char *type = ss_know_cell(t, row, ss_know_column(t, "type"));
    if (!strcmp(type, "toll"))
        frame->kind = SAYSO_CLAIM_TOLL;
    else if (!strcmp(type, "control"))
        frame->kind = SAYSO_CLAIM_CONTROL;
    else if (ss_know_find(f->scheme, type) >= 0) {
        frame->kind = SAYSO_CLAIM_EVENT;
        frame->type = type;
    } else
        return bad(problem, frame->line, "unknown type", type);
    const char *mode = ss_know_cell(t, row, ss_know_column(t, "mode"));
    frame->mode = *mode ? mode : NULL;
    const char *cameo = ss_know_cell(t, row, ss_know_column(t, "cameo"));
    frame->cameo = *cameo ? cameo : NULL;
    frame->contexts = ss_know_cell(t, row, ss_know_column(t, "contexts"));
    frame->needs_text = ss_know_cell(t, row, ss_know_column(t, "needs"));
    SS_TRY(parse_needs(f, frame, frame->needs_text, problem));
    for (int i = 0; i < SS_ROLE_COUNT; i++)
        SS_TRY(parse_role(f, frame, (enum ss_role)i, ss_know_cell(t, row, ss_know_column(t, role_names[i])), problem));
    SS_TRY(parse_flags(frame, ss_know_cell(t, row, ss_know_column(t, "flags")), problem));
    const char *pos = ss_know_cell(t, row, ss_know_column(t, "pos"));
    if (strcmp(pos, "v") && strcmp(pos, "n") && strcmp(pos, "a")) return bad(problem, frame->line, "unknown pos", pos);
    char *lemma[PARTS_MAX];
    int n = cut(f->arena, ss_know_cell(t, row, ss_know_column(t, "lemma")), "|", NULL, lemma);
    if (n == -1) return SAYSO_ERR_NOMEM;
    if (n < 1) return bad(problem, frame->line, "no lemma, or too many", "");
    for (int i = 0; i < n; i++) SS_TRY(add_word(f, pos, lemma[i], f->frame_count));
    f->frame_count++;
    return SAYSO_OK;
}

static enum sayso_err add_mask(struct ss_frames *f, struct ss_map *map, const char *word, uint64_t bits)
{
    bool found;
    uint32_t *at = ss_map_put(map, word, strlen(word), &found);
    if (!at) return SAYSO_ERR_NOMEM;
    if (!found) {
        if (f->mask_count == f->mask_room) return SAYSO_ERR_LIMIT;
        *at = f->mask_count++;
    }
    f->mask[*at] |= bits;
    return SAYSO_OK;
}

static enum sayso_err load_classes(struct ss_frames *f, const struct ss_know *know, struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(ss_know_need(&t, know, "events/classes", problem));
    size_t room = 256;
    int lists[] = {ss_know_column(t, "kinds"), ss_know_column(t, "lemmas")};
    for (uint32_t r = 0; r < ss_know_rows(t); r++)
        for (int k = 0; k < 2; k++)
            for (const char *p = ss_know_cell(t, r, lists[k]); *p; p++) room += *p == '|';
    room += 2 * (size_t)ss_know_rows(t);
    f->mask = SS_NEW_ARRAY(f->arena, uint64_t, room);
    if (!f->mask) return SAYSO_ERR_NOMEM;
    f->mask_room = (uint32_t)room;
    for (uint32_t r = 0; r < ss_know_rows(t); r++) {
        const char *name = ss_know_cell(t, r, 0);
        bool found;
        uint32_t *bit = ss_map_put(&f->classes, name, strlen(name), &found);
        if (!bit) return SAYSO_ERR_NOMEM;
        if (!found) *bit = f->classes.count - 1;
        if (*bit > 63) return bad(problem, ss_know_line(t, r), "more than 64 classes at", name);
        uint64_t bits = UINT64_C(1) << *bit;
        for (int k = 0; k < 2; k++)
            for (const char *p = ss_know_cell(t, r, lists[k]); *p;) {
                size_t len = strcspn(p, "|");
                char *word = ss_strndup(f->arena, p, len);
                if (!word) return SAYSO_ERR_NOMEM;
                if (len) SS_TRY(add_mask(f, k ? &f->lemmas : &f->kinds, word, bits));
                p += len;
                if (*p) p++;
            }
    }
    return SAYSO_OK;
}

static enum sayso_err load_light(struct ss_frames *f, const struct ss_know *know, struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(ss_know_need(&t, know, "words/light", problem));
    for (uint32_t r = 0; r < ss_know_rows(t); r++) {
        const char *lemma = ss_know_cell(t, r, 0);
        bool found;
        uint32_t *at = ss_map_put(&f->light, lemma, strlen(lemma), &found);
        if (!at) return SAYSO_ERR_NOMEM;
        const char *kind = ss_know_cell(t, r, ss_know_column(t, "kind"));
        static const char *const kinds[] = {"light", "happen", "with", "behind", "in", "for"};
        uint32_t bit = 0;
        for (uint32_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (ss_streq(kind, kinds[k])) bit = 1u << k;
        *at = (found ? *at : 0) | bit;
    }
    return SAYSO_OK;
}

static enum sayso_err load_prepositions(struct ss_frames *f, const struct ss_know *know, struct sayso_problem *problem)
{
    static const char *const uses[SS_PREP_COUNT] = {
        [SS_PREP_WHOSE] = "whose", [SS_PREP_LIES] = "lies",     [SS_PREP_DEED] = "deed",
        [SS_PREP_TOPIC] = "topic", [SS_PREP_CHARGE] = "charge", [SS_PREP_BLAME] = "blame",
        [SS_PREP_MEANS] = "means", [SS_PREP_ASKED] = "asked",   [SS_PREP_WANTED] = "wanted",
        [SS_PREP_PLAN] = "plan",   [SS_PREP_WHERE] = "where",   [SS_PREP_COMPANY] = "company"};
    const struct ss_know_table *t;
    SS_TRY(ss_know_need(&t, know, "words/prepositions", problem));
    for (int i = 0; i < SS_PREP_COUNT; i++) {
        int64_t row = ss_know_find(t, uses[i]);
        f->preps[i] = row < 0 ? "" : ss_know_cell(t, (uint32_t)row, ss_know_column(t, "words"));
    }
    return SAYSO_OK;
}

// Irregular forms, so that a wrong lemma of the parser does not hide a verb.
static enum sayso_err load_forms(struct ss_frames *f, const struct ss_know *know, struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(ss_know_need(&t, know, "events/forms", problem));
    uint32_t n = ss_know_rows(t);
    f->base = SS_NEW_ARRAY(f->arena, const char *, n);
    if (!f->base) return SAYSO_ERR_NOMEM;
    for (uint32_t r = 0; r < n; r++) {
        const char *form = ss_know_cell(t, r, 0);
        bool found;
        uint32_t *at = ss_map_put(&f->forms, form, strlen(form), &found);
        if (!at) return SAYSO_ERR_NOMEM;
        *at = r;
        f->base[r] = ss_know_cell(t, r, ss_know_column(t, "lemma"));
    }
    return SAYSO_OK;
}

enum sayso_err ss_frames_load(struct ss_frames *f, const struct ss_know *know, struct sayso_problem *problem)
{
    f->arena = ss_arena_new(0);
    if (!f->arena) return SAYSO_ERR_NOMEM;
    SS_TRY(ss_know_need(&f->scheme, know, "events/scheme", problem));
    SS_TRY(load_classes(f, know, problem));
    SS_TRY(load_light(f, know, problem));
    SS_TRY(load_forms(f, know, problem));
    SS_TRY(load_prepositions(f, know, problem));
    f->container = ss_class_bit(f, "container");
    f->aside_mark = ss_class_bit(f, "aside_mark");
    f->verb_kind[SS_VERB_CONTROLS] = ss_class_bit(f, "controls");
    f->verb_kind[SS_VERB_HAS_OBJECT] = ss_class_bit(f, "has_object");
    f->verb_kind[SS_VERB_HAS_RESULT] = ss_class_bit(f, "has_result");
    f->verb_kind[SS_VERB_LEAVES] = ss_class_bit(f, "leaves");
    f->verb_kind[SS_VERB_VIOLENT] = ss_class_bit(f, "violent");
    uint32_t rows = 0, words = 0;
    const char *name;
    for (uint32_t i = 0; (name = ss_know_table_name(know, "frames/", i)); i++) {
        const struct ss_know_table *t = ss_know_table(know, name);
        rows += ss_know_rows(t);
        for (uint32_t r = 0; r < ss_know_rows(t); r++)
            for (const char *p = ss_know_cell(t, r, ss_know_column(t, "lemma")); *p; p++) words += *p == '|';
    }
    if (!rows || rows > FRAMES_CAP)
        return ss_fail(problem, SAYSO_ERR_FORMAT, 0, "frames", -1, "no frames, or more than %d", FRAMES_CAP);
    f->link_room = rows + words;
    f->frame = SS_NEW_ARRAY(f->arena, struct ss_frame, rows);
    f->link = SS_NEW_ARRAY(f->arena, struct ss_frame_link, f->link_room);
    if (!f->frame || !f->link) return SAYSO_ERR_NOMEM;
    for (uint32_t i = 0; (name = ss_know_table_name(know, "frames/", i)); i++) {
        const struct ss_know_table *t = ss_know_table(know, name);
        for (uint32_t r = 0; r < ss_know_rows(t); r++) SS_TRY(load_row(f, t, r, problem));
    }
    return SAYSO_OK;
}

void ss_frames_unload(struct ss_frames *f)
{
    ss_map_free(&f->words);
    ss_map_free(&f->classes);
    ss_map_free(&f->lemmas);
    ss_map_free(&f->kinds);
    ss_map_free(&f->light);
    ss_map_free(&f->forms);
    ss_arena_free(f->arena);
    f->arena = NULL;
}

uint64_t ss_class_bit(const struct ss_frames *f, const char *name)
{
    const uint32_t *bit = ss_map_get(&f->classes, name, strlen(name));
    return bit ? UINT64_C(1) << *bit : 0;
}
