// SPDX-License-Identifier: Apache-2.0
// Loading the heads: layers, and the label lists turned into enums, strings and scripts.
#include <string.h>
#include "base/error.h"
#include "base/num.h"
#include "parse/heads.h"
#include "parse/labels.h"

static enum sayso_err bad(struct sayso_problem *problem, const char *what)
{
    return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "heads: %s", what);
}

// The label list of a task; it must have as many strings as the layer has outputs.
static enum sayso_err labels(const struct ss_json_value **out, const struct ss_model *model, const char *task,
                             uint32_t count, struct sayso_problem *problem)
{
    const struct ss_json_value *list = ss_json_get(ss_json_get(ss_model_header(model), "labels"), task);
    if (!count || ss_json_count(list) != count) return bad(problem, task);
    for (uint32_t i = 0; i < count; i++)
        if (!ss_json_string(ss_json_at(list, i))) return bad(problem, task);
    *out = list;
    return SAYSO_OK;
}

static enum sayso_err layer(struct ss_linear *out, struct ss_arena *arena, const struct ss_model *model,
                            const char *task, uint32_t width, struct sayso_problem *problem)
{
    const char *name = ss_json_string(ss_json_get(ss_json_get(ss_model_header(model), "heads"), task));
    return ss_linear_load(out, arena, model, name ? name : task, width, problem);
}

static enum sayso_err strings(const char ***out, struct ss_arena *arena, const struct ss_json_value *list,
                              uint32_t count)
{
    *out = SS_NEW_ARRAY(arena, const char *, count);
    if (!*out) return ss_arena_error(arena);
    for (uint32_t i = 0; i < count; i++) {
        const char *s = ss_json_string(ss_json_at(list, i));
        (*out)[i] = strcmp(s, "_") == 0 ? NULL : s;
    }
    return SAYSO_OK;
}

static enum sayso_err load_tags(struct ss_heads *h, struct ss_arena *arena, const struct ss_model *model,
                                uint32_t width, struct sayso_problem *problem)
{
    const struct ss_json_value *list;
    SS_TRY(layer(&h->upos, arena, model, "upos", width, problem));
    SS_TRY(layer(&h->xpos, arena, model, "xpos", width, problem));
    SS_TRY(layer(&h->feats, arena, model, "feats", width, problem));
    SS_TRY(layer(&h->lemma, arena, model, "lemma", width, problem));
    SS_TRY(layer(&h->ner, arena, model, "ner", width, problem));
    SS_TRY(labels(&list, model, "upos", h->upos.out, problem));
    h->upos_of = SS_NEW_ARRAY(arena, uint8_t, h->upos.out);
    if (!h->upos_of) return ss_arena_error(arena);
    for (uint32_t i = 0; i < h->upos.out; i++) {
        const char *s = ss_json_string(ss_json_at(list, i));
        h->upos_of[i] = (uint8_t)ss_upos_of(s, strlen(s));
    }
    SS_TRY(labels(&list, model, "xpos", h->xpos.out, problem));
    SS_TRY(strings(&h->xpos_of, arena, list, h->xpos.out));
    SS_TRY(labels(&list, model, "feats", h->feats.out, problem));
    SS_TRY(strings(&h->feats_of, arena, list, h->feats.out));
    SS_TRY(labels(&list, model, "lemma", h->lemma.out, problem));
    h->scripts = SS_NEW_ARRAY(arena, struct ss_lemma_script, h->lemma.out);
    if (!h->scripts) return ss_arena_error(arena);
    for (uint32_t i = 0; i < h->lemma.out; i++)
        if (!ss_lemma_script(&h->scripts[i], ss_json_string(ss_json_at(list, i))))
            return bad(problem, "a lemma script");
    SS_TRY(labels(&list, model, "ner", h->ner.out, problem));
    if (h->ner.out > SS_NER_LABELS_MAX) return bad(problem, "too many name labels");
    for (uint32_t i = 0; i < h->ner.out; i++) {
        const char *s = ss_json_string(ss_json_at(list, i));
        bool named = (s[0] == 'B' || s[0] == 'I') && s[1] == '-';
        if (!named && strcmp(s, "O") != 0) return bad(problem, "a name label");
        h->ner_of[i].kind = named ? (uint8_t)ss_ner_of(s + 2, strlen(s + 2)) : SAYSO_NER_NONE;
        h->ner_of[i].begin = named && s[0] == 'B';
        if (named && !h->ner_of[i].kind) return bad(problem, "a name label");
    }
    return SAYSO_OK;
}

static enum sayso_err load_mark(struct ss_heads *h, struct ss_arena *arena, const struct ss_model *model,
                                const char *name, uint32_t width, struct sayso_problem *problem)
{
    struct ss_marks *m = &h->marks;
    if (m->head_count == SS_MARK_HEADS_MAX) return bad(problem, "too many heads");
    struct ss_mark_head *head = &m->head[m->head_count];
    struct ss_linear *l = &h->mark[m->head_count++];
    const struct ss_json_value *list;
    SS_TRY(layer(l, arena, model, name, width, problem));
    SS_TRY(labels(&list, model, name, l->out, problem));
    if (l->out > SS_MARK_LABELS_MAX) return bad(problem, "too many labels of a head");
    const char **names = SS_NEW_ARRAY(arena, const char *, l->out);
    int8_t *values = SS_NEW_ARRAY(arena, int8_t, l->out);
    if (!names || !values) return ss_arena_error(arena);
    *head = (struct ss_mark_head){name, names, values, l->out, m->label_count};
    m->label_count += l->out;
    for (uint32_t i = 0; i < l->out; i++) {
        int64_t n;
        names[i] = ss_json_string(ss_json_at(list, i));
        if (ss_parse_int(names[i], strlen(names[i]), &n) && n >= -127 && n <= 127)
            values[i] = (int8_t)n;
        else
            head->values = NULL;
    }
    return SAYSO_OK;
}

// Every head that is none of the engine's own.
static enum sayso_err load_marks(struct ss_heads *h, struct ss_arena *arena, const struct ss_model *model,
                                 uint32_t width, struct sayso_problem *problem)
{
    static const char *const own[] = {"upos", "xpos", "feats", "lemma", "ner"};
    const struct ss_json_value *heads = ss_json_get(ss_model_header(model), "heads");
    const char *name;
    for (size_t i = 0; (name = ss_json_key_at(heads, i)); i++) {
        size_t k = 0;
        while (k < sizeof own / sizeof *own && strcmp(own[k], name) != 0) k++;
        if (k == sizeof own / sizeof *own) SS_TRY(load_mark(h, arena, model, name, width, problem));
    }
    return SAYSO_OK;
}

static enum sayso_err load_tree(struct ss_heads *h, struct ss_arena *arena, const struct ss_model *model,
                                uint32_t width, struct sayso_problem *problem)
{
    SS_TRY(ss_linear_load(&h->arc_h, arena, model, "arc.h", width, problem));
    SS_TRY(ss_linear_load(&h->arc_d, arena, model, "arc.d", width, problem));
    uint32_t arc = h->arc_h.out;
    SS_TRY(ss_linear_load(&h->arc_u, arena, model, "arc.u", h->arc_d.out, problem));
    SS_TRY(ss_floats_load(&h->arc_root, model, "arc.root", arc, 1, problem));
    SS_TRY(ss_floats_load(&h->arc_b, model, "arc.b", arc, 1, problem));
    SS_TRY(ss_linear_load(&h->lab_h, arena, model, "lab.h", width, problem));
    SS_TRY(ss_linear_load(&h->lab_d, arena, model, "lab.d", width, problem));
    uint32_t lab = h->lab_h.out;
    SS_TRY(ss_linear_load(&h->lab_u, arena, model, "lab.u", lab, problem));
    SS_TRY(ss_linear_load(&h->lab_lin, arena, model, "lab.lin", 2 * lab, problem));
    SS_TRY(ss_floats_load(&h->lab_root, model, "lab.root", lab, 1, problem));
    h->label_count = h->lab_lin.out;
    // Rows are used without their padding.
    if (arc % 16 || lab % 16 || h->arc_d.out != arc || h->arc_u.out != arc || h->lab_d.out != lab ||
        h->lab_u.out != h->label_count * lab || h->lab_u.out % 16)
        return bad(problem, "arc and label layers do not fit");
    const struct ss_json_value *list;
    SS_TRY(labels(&list, model, "deprel", h->label_count, problem));
    h->deprel_of = SS_NEW_ARRAY(arena, uint8_t, h->label_count);
    if (!h->deprel_of) return ss_arena_error(arena);
    h->root_label = h->label_count;
    for (uint32_t i = 0; i < h->label_count; i++) {
        const char *s = ss_json_string(ss_json_at(list, i));
        h->deprel_of[i] = (uint8_t)ss_dep_of(s, strlen(s));
        if (h->deprel_of[i] == SAYSO_DEP_ROOT) h->root_label = i;
    }
    return h->root_label < h->label_count && h->label_count > 1 ? SAYSO_OK : bad(problem, "no root label");
}

enum sayso_err ss_heads_load(struct ss_heads *out, struct ss_arena *arena, const struct ss_model *model, uint32_t width,
                             struct sayso_problem *problem)
{
    *out = (struct ss_heads){0};
    SS_TRY(load_tags(out, arena, model, width, problem));
    SS_TRY(load_marks(out, arena, model, width, problem));
    return load_tree(out, arena, model, width, problem);
}
