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

// The tensors that become the layer `tags`, in order.
struct joined {
    const char *name[4 + SS_MARK_HEADS_MAX];
    uint32_t count, out;
};

static const char *tensor_of(const struct ss_model *model, const char *task)
{
    const char *name = ss_json_string(ss_json_get(ss_json_get(ss_model_header(model), "heads"), task));
    return name ? name : task;
}

static enum sayso_err tag(struct ss_tag *out, struct joined *joined, const struct ss_model *model, const char *task,
                          struct sayso_problem *problem)
{
    const struct ss_tensor *t = ss_model_tensor(model, tensor_of(model, task));
    if (!t) return bad(problem, task);
    *out = (struct ss_tag){joined->out, t->rows};
    joined->out += t->rows;
    joined->name[joined->count++] = t->name;
    return SAYSO_OK;
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
                                uint32_t width, struct joined *joined, struct sayso_problem *problem)
{
    const struct ss_json_value *list;
    SS_TRY(tag(&h->upos, joined, model, "upos", problem));
    SS_TRY(tag(&h->xpos, joined, model, "xpos", problem));
    SS_TRY(tag(&h->feats, joined, model, "feats", problem));
    SS_TRY(tag(&h->ner, joined, model, "ner", problem));
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
    SS_TRY(ss_linear_load(&h->lemma, arena, model, tensor_of(model, "lemma"), width, problem));
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
                                const char *name, struct joined *joined, struct sayso_problem *problem)
{
    struct ss_marks *m = &h->marks;
    if (m->head_count == SS_MARK_HEADS_MAX) return bad(problem, "too many heads");
    struct ss_mark_head *head = &m->head[m->head_count];
    struct ss_tag *l = &h->mark[m->head_count++];
    const struct ss_json_value *list;
    SS_TRY(tag(l, joined, model, name, problem));
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
                                 struct joined *joined, struct sayso_problem *problem)
{
    static const char *const own[] = {"upos", "xpos", "feats", "lemma", "ner"};
    const struct ss_json_value *heads = ss_json_get(ss_model_header(model), "heads");
    const char *name;
    for (size_t i = 0; (name = ss_json_key_at(heads, i)); i++) {
        size_t k = 0;
        while (k < sizeof own / sizeof *own && strcmp(own[k], name) != 0) k++;
        if (k == sizeof own / sizeof *own) SS_TRY(load_mark(h, arena, model, name, joined, problem));
    }
    return SAYSO_OK;
}

// What load_relation works on: the file's lab.u [label * size + head column][dependent column] with its scales, and
// lab.lin [label][dependent columns | head columns].
struct relation {
    const struct ss_tensor *u, *lin;
    const float *u_scale, *lin_scale, *lin_bias;
    uint32_t size, labels, room, root;
};

static int8_t rounded(float v)
{
    if (!(v > -127.5f && v < 127.5f)) return 0; // of a hostile model
    return (int8_t)(v + (v < 0.0f ? -0.5f : 0.5f));
}

// Weights of dependent column a under a label, as a row over the columns of the head; returns the row's scale.
static float turned_row(const struct relation *r, uint32_t a, uint32_t label, int8_t *row)
{
    const int8_t *u = (const int8_t *)r->u->data + (size_t)label * r->size * r->size + a;
    const float *scale = r->u_scale + (size_t)label * r->size;
    float largest = 0.0f;
    for (uint32_t b = 0; b < r->size; b++) {
        float v = (float)u[(size_t)b * r->size] * scale[b], size = v < 0.0f ? -v : v;
        if (size > largest) largest = size;
    }
    float step = largest / 127.0f;
    if (!(step > 1e-30f && step < 1e30f)) return 0.0f; // zeros
    for (uint32_t b = 0; b < r->size; b++) row[b] = rounded((float)u[(size_t)b * r->size] * scale[b] / step);
    return step;
}

// The scores of relations are d·U·h + lin·[d, h]. A head has several dependents, so all that depends on it is one layer
// on h: row a of its result is U·h in column a, with lin's weights of d as bias; the last row is lin's part of h.
static enum sayso_err load_relation(struct ss_heads *h, struct ss_arena *arena, const struct relation *r)
{
    uint32_t outs = (r->size + 1) * r->room;
    int8_t *rows = SS_NEW_ARRAY(arena, int8_t, (size_t)outs * r->size);
    float *scale = SS_NEW_ARRAY(arena, float, outs), *bias = SS_NEW_ARRAY(arena, float, outs);
    if (!rows || !scale || !bias) return ss_arena_error(arena);
    for (uint32_t label = 0; label < r->labels; label++) {
        const int8_t *lin = (const int8_t *)r->lin->data + (size_t)label * 2 * r->size;
        for (uint32_t a = 0; a < r->size; a++) {
            size_t out = (size_t)a * r->room + label;
            scale[out] = turned_row(r, a, label, rows + out * r->size);
            bias[out] = (float)lin[a] * r->lin_scale[label];
        }
        size_t last = (size_t)r->size * r->room + label;
        memcpy(rows + last * r->size, lin + r->size, r->size);
        scale[last] = r->lin_scale[label];
        bias[last] = label == r->root ? -1e30f : r->lin_bias[label]; // only the root has that label
    }
    return ss_linear_pack(&h->relation, arena, rows, outs, r->size, scale, bias);
}

static const struct ss_tensor *bytes(const struct ss_model *model, const char *name, uint32_t rows, uint32_t columns)
{
    const struct ss_tensor *t = ss_model_tensor(model, name);
    return t && t->type == SS_TENSOR_I8 && t->columns == columns && (!rows || t->rows == rows) ? t : NULL;
}

static enum sayso_err load_tree(struct ss_heads *h, struct ss_arena *arena, const struct ss_model *model,
                                uint32_t width, struct sayso_problem *problem)
{
    SS_TRY(ss_linear_load(&h->arc_h, arena, model, "arc.h", width, problem));
    SS_TRY(ss_linear_load(&h->arc_d, arena, model, "arc.d", width, problem));
    uint32_t arc = h->arc_h.out;
    SS_TRY(ss_linear_load(&h->arc_u, arena, model, "arc.u", h->arc_d.out, problem));
    SS_TRY(ss_floats_load(&h->arc_root, model, "arc.root", arc, 1, problem));
    // (U·d + b)·h: what a head is worth by itself is the layer's bias.
    SS_TRY(ss_floats_load(&h->arc_u.bias, model, "arc.b", arc, 1, problem));
    SS_TRY(ss_linear_load(&h->lab_h, arena, model, "lab.h", width, problem));
    SS_TRY(ss_linear_load(&h->lab_d, arena, model, "lab.d", width, problem));
    struct relation r = {.size = h->lab_h.out};
    r.lin = bytes(model, "lab.lin", 0, 2 * r.size);
    r.labels = h->label_count = r.lin ? r.lin->rows : 0;
    r.room = h->label_room = (r.labels + 7) / 8 * 8;
    // Rows are used without their padding.
    if (!r.lin || r.size > 256 || r.labels > 256 || arc % 16 || r.size % 16 || h->arc_d.out != arc ||
        h->arc_u.out != arc || h->lab_d.out != r.size)
        return bad(problem, "arc and label layers do not fit");
    r.u = bytes(model, "lab.u", r.labels * r.size, r.size);
    if (!r.u) return bad(problem, "lab.u does not fit");
    SS_TRY(ss_floats_load(&r.u_scale, model, "lab.u.scale", r.u->rows, 1, problem));
    SS_TRY(ss_floats_load(&r.lin_scale, model, "lab.lin.scale", r.labels, 1, problem));
    SS_TRY(ss_floats_load(&r.lin_bias, model, "lab.lin.bias", r.labels, 1, problem));
    const struct ss_json_value *list;
    SS_TRY(labels(&list, model, "deprel", h->label_count, problem));
    h->deprel_of = SS_NEW_ARRAY(arena, uint8_t, h->label_count);
    if (!h->deprel_of) return ss_arena_error(arena);
    r.root = r.labels;
    for (uint32_t i = 0; i < h->label_count; i++) {
        const char *s = ss_json_string(ss_json_at(list, i));
        h->deprel_of[i] = (uint8_t)ss_dep_of(s, strlen(s));
        if (h->deprel_of[i] == SAYSO_DEP_ROOT) r.root = h->root_label = i;
    }
    if (r.root == r.labels || r.labels < 2) return bad(problem, "no root label");
    return load_relation(h, arena, &r);
}

// Tables of a part of speech against an xpos and a relation, when the file has them.
static enum sayso_err load_doubt(struct ss_heads *h, const struct ss_model *model, struct sayso_problem *problem)
{
    if (!ss_model_tensor(model, "upos.xpos")) return SAYSO_OK;
    if (h->upos.out > SS_UPOS_LABELS_MAX || h->xpos.out > SS_XPOS_LABELS_MAX) return bad(problem, "too many tags");
    SS_TRY(ss_floats_load(&h->by_xpos, model, "upos.xpos", h->xpos.out, h->upos.out, problem));
    return ss_floats_load(&h->by_relation, model, "upos.deprel", h->label_count, h->upos.out, problem);
}

enum sayso_err ss_heads_load(struct ss_heads *out, struct ss_arena *arena, const struct ss_model *model, uint32_t width,
                             struct sayso_problem *problem)
{
    *out = (struct ss_heads){0};
    struct joined joined = {0};
    SS_TRY(load_tags(out, arena, model, width, &joined, problem));
    SS_TRY(load_marks(out, arena, model, &joined, problem));
    SS_TRY(ss_linear_load_joined(&out->tags, arena, model, joined.name, joined.count, width, problem));
    SS_TRY(load_tree(out, arena, model, width, problem));
    return load_doubt(out, model, problem);
}
