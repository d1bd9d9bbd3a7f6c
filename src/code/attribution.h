// SPDX-License-Identifier: Apache-2.0
// Attributions: the rules read from the knowledge, and what the parts of the stage hand to each other.
#ifndef SS_ATTRIBUTION_H
#define SS_ATTRIBUTION_H

#include "base/arr.h"
#include "base/map.h"
#include "code/attribution_tree.h"
#include "code/coder.h"
#include "code/quote.h"

// Where a cue has its content (bits); see the head of words/cues.tsv.
enum ss_frame {
    SS_FRAME_CCOMP = 1,
    SS_FRAME_QUOTE = 2,
    SS_FRAME_XCOMP = 4,
    SS_FRAME_OBJ = 8,
    SS_FRAME_OBJX = 16,
    SS_FRAME_REST = 32,
    SS_FRAME_TELL = 64,
    SS_FRAME_PASS = 128,
    SS_FRAME_RAISE = 256,
    SS_FRAME_THAT = 512,
    SS_FRAME_INF = 1024,
    SS_FRAME_CLAUSE = 2048,
    SS_FRAME_ACCORDING = 4096,
    SS_FRAME_ASIDE = 8192,  // opens a clause that the writer adds
    SS_FRAME_COLON = 16384, // a name before it speaks what follows
    SS_FRAME_IT = 32768,    // "as the paper has it"
    SS_FRAME_SIGN = 65536,  // a dash between a quotation and its speaker
    SS_FRAME_FROM = 131072, // the speaker is in the phrase with "from" ("heard from neighbours that …")
    SS_FRAME_LACKS = 262144 // opens a clause of what is not done
};

enum ss_cue_flag {
    SS_CUE_CORE = 1,       // attributes wherever it has content
    SS_CUE_QUOTE_ONLY = 2, // only beside direct speech or a clause
    SS_CUE_CITE = 4,       // names the source of the clause around it ("citing the ministry")
    SS_CUE_OFF = 8,
    SS_CUE_PERSON = 64, // of somebody who can speak: not "the fund supports"
    SS_CUE_LIGHT = 32,  // yields to a cue that is its object ("expressed concern that …")
    SS_CUE_MIND = 16 // what somebody thinks or wants, not what is said: nested ones and the speaker's own are left out
};

// VERB_MARKED: what a verb takes where the network sees a cue in it; "*" is any verb.
enum ss_cue_pos { SS_CUE_VERB, SS_CUE_NOUN, SS_CUE_ADJ, SS_CUE_ADV, SS_CUE_PREP, SS_CUE_VERB_MARKED, SS_CUE_POS_COUNT };

// How sure the network must be of a word (words/marks): to give a verb the frames that it has there, to make a cue of
// a verb that no row has, to add a word to a cue beside it.
enum ss_mark_use {
    SS_MARK_FRAME,
    SS_MARK_NEW,
    SS_MARK_SPAN,
    SS_MARK_OPEN, // to make a cue of words that no row has
    SS_MARK_SAID, // on average, to take what hangs on such a cue for said
    SS_MARK_COUNT
};

// What words/gate weighs.
enum ss_gate_feature {
    SS_GATE_BIAS,
    SS_GATE_CUE,
    SS_GATE_CUE_MOST,
    SS_GATE_CUE_FIRST,
    SS_GATE_SAID,
    SS_GATE_SAID_FIRST,
    SS_GATE_SOURCE,
    SS_GATE_NOBODY,
    SS_GATE_PRONOUN,
    SS_GATE_CORE,
    SS_GATE_MIND,
    SS_GATE_MARKED,
    SS_GATE_NOUN,
    SS_GATE_ADJECTIVE,
    SS_GATE_OTHER,
    SS_GATE_OPEN,
    SS_GATE_CLAUSE,
    SS_GATE_THAT,
    SS_GATE_SPEECH,
    SS_GATE_QUOTED,
    SS_GATE_OBJECT,
    SS_GATE_INFINITIVE,
    SS_GATE_PHRASE,
    SS_GATE_BEHIND,
    SS_GATE_PASSIVE,
    SS_GATE_GERUND,
    SS_GATE_BARE,
    SS_GATE_SHORT,
    SS_GATE_LONG,
    SS_GATE_FIRST_PERSON,
    SS_GATE_DENIED,
    SS_GATE_CUE_WORDS,
    SS_GATE_COUNT
};

// What words/ends weighs.
enum ss_end_feature {
    SS_END_SAID,
    SS_END_TREE,
    SS_END_LONGER,
    SS_END_LONGER_WORDS,
    SS_END_SHORTER_WORDS,
    SS_END_LAST,
    SS_END_NEXT,
    SS_END_BEGINS,
    SS_END_CUE,
    SS_END_COMMA,
    SS_END_MARK,
    SS_END_DASH,
    SS_END_BRACKET,
    SS_END_RELATIVE,
    SS_END_SUBJUNCT,
    SS_END_PREPOSITION,
    SS_END_AND,
    SS_END_AND_CLAUSE,
    SS_END_PARTICIPLE,
    SS_END_NOUN,
    SS_END_TIME,
    SS_END_SENTENCE,
    SS_END_ARCS,
    SS_END_ARC_RELATIVE,
    SS_END_ARC_CONJ,
    SS_END_ARC_CLAUSE,
    SS_END_ARC_OBLIQUE,
    SS_END_ARC_NOMINAL,
    SS_END_ARC_APPOSITION,
    SS_END_ARC_OBJECT,
    SS_END_ARC_LOOSE,
    SS_END_ARC_OTHER,
    SS_END_SHORT,
    SS_END_THING_COMMA,
    SS_END_THING_PREPOSITION,
    SS_END_THING_CLAUSE,
    SS_END_THING_OBLIQUE,
    SS_END_THING_LONGER,
    SS_END_THING_TIME,
    SS_END_MIND_COMMA,
    SS_END_INNER_CUE,
    SS_END_COMMA_PARTICIPLE,
    SS_END_COMMA_RELATIVE,
    SS_END_COMMA_AND,
    SS_END_COMMA_PREPOSITION,
    SS_END_COMMA_NOUN,
    SS_END_COMMA_SUBJUNCT,
    SS_END_COUNT
};

// One row of words/cues.
struct ss_cue {
    const char *class, *frame, *line;
    uint32_t frames, flags;
    enum sayso_certainty certainty;
    enum sayso_stance stance;
};

struct ss_hedge {
    int stance, certainty; // -1: says nothing of it
};

struct ss_attribution_rules {
    struct ss_map cue_at[SS_CUE_POS_COUNT]; // lemma → index into cue
    SS_ARR(struct ss_cue) cue;
    struct ss_map source_kind; // head lemma → enum sayso_source_kind
    const char *media_kind;    // what the kind of a medium is called among entities
    struct ss_map hedge_at;    // word → index into hedge
    SS_ARR(struct ss_hedge) hedge;
    SS_ARR(struct ss_quote_pair) pair;
    unsigned mark[SS_MARK_COUNT];             // 0 to 255
    int end[SS_END_COUNT];                    // weights of words/ends
    int gate[SS_GATE_COUNT];                  // weights of words/gate
    struct ss_map citation;                   // word or agency mark → enum ss_citation_word
    const struct ss_attribution_watch *watch; // NULL but while the weights are learned
};

enum ss_citation_word { SS_CITE_NAME, SS_CITE_AFTER, SS_CITE_BEFORE, SS_CITE_CREDIT };

#define SS_PARTS 12

// An attribution while it is being put together. Spans are bytes.
struct ss_candidate {
    const struct ss_cue *cue_row; // NULL: a quotation whose speaker is known from around it
    int32_t cue_token, source_head;
    struct sayso_span cue[SS_PARTS], source[SS_PARTS], content[SS_PARTS];
    uint32_t cue_count, source_count, content_count;
    bool dropped;
    bool passive;
    int32_t host;    // the verb whose content a citing cue shares, or -1
    bool by_default; // content by position, not by the tree: gives way to anything better
    bool open;       // only the network sees a cue in it
};

struct ss_attribution_work {
    const struct ss_attribution_rules *rules;
    struct sayso_report *report;
    struct ss_syntax tree;
    struct ss_quotes quotes;
    SS_ARR(struct ss_candidate) list;
    int32_t *follows; // for each token the verb whose speaker goes on with it, or -1
    int content_head, content_begin, content_inside;
    int source_mark, source_begin, source_inside;
    int cue_head, cue_begin, cue_inside; // the network's marks of a cue; -1 when it has none
    int32_t *spoken_as; // for each entity a mention that tells what it is: a name if there is one, else a noun; or -1
};

const struct ss_cue *ss_cue_find(const struct ss_attribution_rules *rules, enum ss_cue_pos pos, const char *lemma);

// Whether the row leaves out this object ("x:life": claimed the lives of …), or has others only ("o:toll").
bool ss_cue_excludes(const struct ss_cue *row, const char *lemma);

// Whether the row takes a phrase after this preposition ("p:about").
bool ss_cue_takes(const struct ss_cue *row, const char *preposition);

// Whether the phrase that the verb takes makes it no cue: "responded to the attack".
bool ss_answers_deed(const struct ss_attribution_work *work, const struct ss_cue *row, int32_t verb);

// The row of a verb, or NULL: by its marks, its lemma, or a form that a wrong lemma stands for.
const struct ss_cue *ss_cue_of_verb(const struct ss_attribution_work *work, int32_t token);

// attribution_mark.c: what the network says of the words.
void ss_marks_find(struct ss_attribution_work *work);
// How sure it is that the token is part of a cue; 255 when it says nothing of any.
unsigned ss_mark_cue(const struct ss_attribution_work *work, int32_t token);
// How sure it is that the token is part of a content.
unsigned ss_mark_content(const struct ss_attribution_work *work, int32_t token);
unsigned ss_mark_begins(const struct ss_attribution_work *work, int32_t token); // … its first word
unsigned ss_mark_source(const struct ss_attribution_work *work, int32_t token);
// Words beside the cues that belong to them; where contents end.
void ss_marks_widen(struct ss_attribution_work *work);

// Whether the token opens a that-clause.
bool ss_is_that(const struct ss_attribution_work *work, int32_t token);

// attribution_cue.c: candidates by the tree, sentence by sentence.
enum sayso_err ss_attribution_cues(struct ss_attribution_work *work);

// attribution_scope.c: how far a content goes.
// What the writer adds behind the clause that a verb reports: heads of subtrees to leave out.
uint32_t ss_afterthoughts(const struct ss_attribution_work *work, int32_t verb, int32_t clause, int32_t *cut,
                          uint32_t room);
// Takes in words behind the verb that the tree lost.
void ss_fill_gaps(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb);
// Ends a content where the same speaker goes on with another verb of speech.
void ss_cut_followers(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb);

// attribution_speaker.c: contents and speakers by their place, where the tree has none. Each fills the candidate or
// leaves it.
bool ss_by_speaker_before(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb);
bool ss_by_speaker_behind(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb);
bool ss_by_place(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb);
bool ss_by_that(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb);
bool ss_by_hearer(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb);
bool ss_by_next_clause(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb);
bool ss_by_rest_of_sentence(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb);
// The speaker between a quotation and its verb, or right behind the verb, where the tree has none there.
void ss_mend_speaker(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb);
// Where a sentence begins behind "CAIRO (AP) -"; `first` when it has no dateline.
int32_t ss_behind_dateline(const struct ss_attribution_work *work, int32_t first, int32_t end);
int32_t ss_stray_subject(const struct ss_attribution_work *work, int32_t verb); // -1 when none

// attribution_insert.c: a speaking clause between two halves of what is said.
void ss_mend_insertion(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb);

// attribution_noun.c: nouns, adjectives, adverbs and "according to".
enum sayso_err ss_attribution_noun(struct ss_attribution_work *work, int32_t token);
// An adjective, or a participle that is one ("was convinced that …").
enum sayso_err ss_attribution_adj(struct ss_attribution_work *work, int32_t token);
enum sayso_err ss_attribution_adv(struct ss_attribution_work *work, int32_t token);
enum sayso_err ss_attribution_according(struct ss_attribution_work *work, int32_t token);
enum sayso_err ss_attribution_colon(struct ss_attribution_work *work, int32_t token);
enum sayso_err ss_attribution_signature(struct ss_attribution_work *work, int32_t token);

// attribution_span.c: spans and subjects.
void ss_add_subtree(struct ss_attribution_work *work, struct sayso_span *spans, uint32_t *count, int32_t head,
                    const int32_t *cut, uint32_t cut_count);
void ss_add_tokens(const struct sayso_report *report, struct sayso_span *spans, uint32_t *count, int32_t from,
                   int32_t to);
// Stretches a source before its verb over the words that the tree lost: back to the quotation behind which it stands,
// over "state news agency" before a name.
void ss_widen_source(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb);
void ss_set_source(struct ss_attribution_work *work, struct ss_candidate *c, int32_t head, int32_t cue_token);
bool ss_bare_gerund(const struct ss_attribution_work *work, int32_t verb);
bool ss_not_done(const struct ss_attribution_work *work, int32_t verb); // "without offering evidence"
int32_t ss_subject(const struct ss_attribution_work *work, int32_t verb);
// "Its director, Ann Lee, said": takes in a name that the tree took for a second subject.
void ss_add_apposition(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb);
// "a charge the army rejected": the noun that the tree took for a first subject, or -1.
int32_t ss_relative_object(const struct ss_attribution_work *work, int32_t verb);
bool ss_is_passive(const struct ss_syntax *tree, int32_t verb);
int32_t ss_agent(const struct ss_syntax *tree, int32_t verb);
struct ss_run ss_verb_group(const struct ss_attribution_work *work, int32_t verb);

// attribution_quote.c: fits contents to quotation marks, and gives quotations without a cue to their speaker.
void ss_attribution_quotes(struct ss_attribution_work *work);
// First candidate whose cue stands at or after the offset (candidates are in the order of their cues).
uint32_t ss_candidate_after(const struct ss_attribution_work *work, uint32_t offset);
// Puts a candidate in its place among the others.
enum sayso_err ss_candidate_insert(struct ss_attribution_work *work, const struct ss_candidate *c);
// Whether the cue can have direct speech beside it.
bool ss_speaks(const struct ss_candidate *c);
// Whether the text from `from` to `to` ends with a colon, white space not counted.
bool ss_ends_with_colon(const struct ss_attribution_work *work, uint32_t from, uint32_t to);

// attribution_block.c: statements printed without quotation marks behind a lead-in with a colon.
enum sayso_err ss_attribution_blocks(struct ss_attribution_work *work);

// attribution_open.c: cues that only the network sees.
enum sayso_err ss_attribution_open(struct ss_attribution_work *work);

// Sees what is weighed, in the order in which it comes; each may be NULL.
struct ss_attribution_watch {
    void *data;
    // A place where the content of a candidate may end, from the first to the last.
    void (*end)(void *data, const struct ss_attribution_work *work, const struct ss_candidate *c, uint32_t end,
                bool tree, const int *features);
    // A candidate that stands in no other's content, as it is when the weights decide.
    void (*gate)(void *data, const struct ss_attribution_work *work, const struct ss_candidate *c, const int *features);
};

// attribution_end.c: where a content behind its cue ends.
int ss_end_feature(const char *name); // -1 when there is none
const char *ss_end_name(int feature);
void ss_fit_end(struct ss_attribution_work *work, struct ss_candidate *c);

// attribution_gate.c: whether a candidate is an attribution.
int ss_gate_feature(const char *name); // -1 when there is none
const char *ss_gate_name(int feature);
void ss_gate_features(const struct ss_attribution_work *work, const struct ss_candidate *c, int *features);
int64_t ss_gate(const struct ss_attribution_work *work, const struct ss_candidate *c); // below 0: it is none

// attribution_prune.c: drops candidates that are no attributions after all: what a quoted speaker thinks, and the like.
void ss_attribution_prune(struct ss_attribution_work *work);

// attribution_source.c: what kind of source, and which entity.
// Whether the noun can be a source at all: a name, an actor, or a word of words/sources.
bool ss_may_speak(const struct ss_attribution_work *work, int32_t head);
// Whether it can, or those of whom it is a number ("millions of voters"); false for -1.
bool ss_somebody(const struct ss_attribution_work *work, int32_t noun);
enum sayso_err ss_attribution_source(const struct ss_attribution_work *work, const struct ss_candidate *c,
                                     struct sayso_attribution *out);

#endif
