// SPDX-License-Identifier: Apache-2.0
// Trains the weights of parts in incidents (src/code/incident.h) from the keys of MUC-4. What a later step learns from
// is what the earlier ones say of reports that they have not seen, in four folds. The same files give the same bytes.
//
//     train_incident OUT.tsv TRAIN.jsonl [--dev DEV.jsonl]
#include "incident.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_MAX 64u  // gold entities of a part and report
#define TOLD      0.45 // half of the F1 that can be had: where F1 of a calibrated sum is best
#define STEPS     12u
#define NEARLY    0.5

static const char *const part_names[SAYSO_PART_COUNT] = {"PerpInd", "PerpOrg", "Target", "Victim", "Weapon"};

struct counts {
    uint32_t hit, made, gold;
};

static double f1(uint32_t hit, uint32_t made, uint32_t gold)
{
    return made + gold ? 200.0 * hit / (made + gold) : 0;
}

static void count(const struct document *d, const float *p, struct ss_incident_model *model,
                  struct counts out[SAYSO_PART_COUNT])
{
    struct sayso_incident found = {.about = sure_of(d, p, model)};
    struct ss_arena *arena = ss_arena_new(0);
    bool used[SAYSO_PART_COUNT][NAMES_MAX] = {{false}};
    if (ss_incident_choose(&d->work, p, model, arena, &found)) exit(3);
    for (uint32_t i = 0; i < found.part_count; i++) {
        const struct sayso_part *x = &found.parts[i];
        int e = gold_of(d, x->role, d->report->text + x->start, x->end - x->start);
        out[x->role].made++;
        if (e >= 0 && e < (int)NAMES_MAX && !used[x->role][e]) {
            used[x->role][e] = true;
            out[x->role].hit++;
        }
    }
    for (int part = 0; part < SAYSO_PART_COUNT; part++) out[part].gold += d->gold_count[part];
    ss_arena_free(arena);
}

static const double steps[STEPS] = {.14, .16, .18, .20, .22, .24, .26, .28, .30, .33, .36, .40};

// The threshold with the best F1 of all parts together; one for all, since it is the confidence that is compared. Of
// those that are nearly as good the lowest: a weak part can be told by its confidence, one left out is lost.
static void tune(const struct set *set, const float *p, struct ss_incident_model *model)
{
    double top = -1, f[STEPS];
    uint32_t best = 0;
    for (uint32_t s = 0; s < STEPS; s++) {
        struct counts c[SAYSO_PART_COUNT] = {{0}}, all = {0};
        for (int part = 0; part < SAYSO_PART_COUNT; part++) model->threshold[part] = steps[s];
        for (uint32_t i = 0; i < set->docs.count; i++)
            count(&set->docs.item[i], p + (size_t)set->docs.item[i].first * SS_INCIDENT_OUT, model, c);
        for (int part = 0; part < SAYSO_PART_COUNT; part++) {
            all.hit += c[part].hit;
            all.made += c[part].made;
            all.gold += c[part].gold;
        }
        f[s] = f1(all.hit, all.made, all.gold);
        if (f[s] > top) top = f[s];
    }
    while (f[best] < top - NEARLY) best++;
    for (int part = 0; part < SAYSO_PART_COUNT; part++) model->threshold[part] = steps[best];
}

static void show(const char *name, const struct set *set, const float *p, struct ss_incident_model *model)
{
    const double *t = model->threshold;
    struct counts c[SAYSO_PART_COUNT] = {{0}}, all = {0}, about = {0};
    for (uint32_t i = 0; i < set->docs.count; i++) {
        const struct document *d = &set->docs.item[i];
        count(d, p + (size_t)d->first * SS_INCIDENT_OUT, model, c);
        double sure = sure_of(d, p, model);
        about.hit += d->whole.label && sure >= model->told_from;
        about.made += sure >= model->told_from;
        about.gold += d->whole.label;
    }
    fprintf(stderr, "%-6s about %.2f %.1f", name, model->told_from, f1(about.hit, about.made, about.gold));
    for (int part = 0; part < SAYSO_PART_COUNT; part++) {
        fprintf(stderr, "  %s %.2f %u/%u/%u %.1f", part_names[part], t[part], c[part].hit, c[part].made, c[part].gold,
                f1(c[part].hit, c[part].made, c[part].gold));
        all.hit += c[part].hit;
        all.made += c[part].made;
        all.gold += c[part].gold;
    }
    fprintf(stderr, "  all %.2f\n", f1(all.hit, all.made, all.gold));
}

static void score_all(const struct set *set, const struct weights *w, float *p, uint32_t fold)
{
    for (uint32_t i = 0; i < set->docs.count; i++)
        for (uint32_t k = 0; k < set->docs.item[i].work.list.count && (fold == FOLDS || i % FOLDS == fold); k++) {
            uint32_t at = set->docs.item[i].first + k;
            score_parts(set, w, &set->candidates.item[at], p + (size_t)at * SS_INCIDENT_OUT);
        }
}

static void tell(const struct set *set, const struct logistic *told, struct document *d)
{
    for (uint32_t k = 0; k < d->report->sentence_count; k++)
        d->work.told[k] = (float)logistic_of(set, told, &set->sentences.item[d->first_sentence + k]);
}

static void show_told(const char *name, const struct set *set)
{
    struct counts c = {0};
    for (uint32_t i = 0; i < set->docs.count; i++) {
        const struct document *d = &set->docs.item[i];
        for (uint32_t k = 0; k < d->report->sentence_count; k++) {
            uint32_t label = set->sentences.item[d->first_sentence + k].label;
            bool made = d->work.told[k] >= 0.4f;
            c.hit += made && label;
            c.made += made;
            c.gold += label;
        }
    }
    fprintf(stderr, "%-6s sentences %u/%u/%u %.1f\n", name, c.hit, c.made, c.gold, f1(c.hit, c.made, c.gold));
}

static void write_logistic(FILE *f, const char *kind, const struct logistic *w)
{
    for (uint32_t row = 0; row < SS_INCIDENT_ROWS; row++) {
        long v = lrintf(w->w[row] * SS_TOLD_SCALE);
        if (v) fprintf(f, "%s\t%u\t%ld\tMUC-4\n", kind, row, v);
    }
}

static int write_table(const char *path, const struct logistic *about, const struct logistic *told,
                       const struct weights *w, const struct ss_incident_model *model)
{
    const double *t = model->threshold;
    FILE *f = fopen(path, "w");
    if (!f) return -1;
    fputs("kind\trow\tweights\tsource\n# Learned by train/incident.c: see train/README.md.\nthreshold\t0\t", f);
    for (int part = 0; part < SAYSO_PART_COUNT; part++) fprintf(f, "%ld ", lrint(t[part] * 100));
    fprintf(f, "%ld %ld %ld\tMUC-4\n", lrintf(about->base * SS_TOLD_SCALE), lrintf(told->base * SS_TOLD_SCALE),
            lrint(model->told_from * 100));
    for (int part = 0; part < SAYSO_PART_COUNT; part++) {
        fprintf(f, "bid\t%d\t", part);
        for (uint32_t k = 0; k < SS_BID_FEATURES; k++)
            fprintf(f, "%s%ld", k ? " " : "", lrintf(model->bid[part][k] * 1000));
        fputs("\tMUC-4\n", f);
    }
    fputs("sure\t0\t", f);
    for (uint32_t k = 0; k < SS_SURE_FEATURES; k++) fprintf(f, "%s%ld", k ? " " : "", lrintf(model->sure[k] * 1000));
    fputs("\tMUC-4\n", f);
    for (uint32_t row = 0; row < SS_INCIDENT_ROWS; row++) {
        long v[SS_INCIDENT_OUT];
        bool any = false;
        for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) {
            v[o] = lrintf(w->w[row][o] * SS_INCIDENT_SCALE);
            any = any || v[o];
        }
        if (any) {
            fprintf(f, "part\t%u\t", row);
            for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) fprintf(f, "%s%ld", o ? " " : "", v[o]);
            fputs("\tMUC-4\n", f);
        }
    }
    write_logistic(f, "about", about);
    write_logistic(f, "told", told);
    return fclose(f);
}

int main(int argc, char **argv)
{
    struct sayso_engine *engine;
    struct sayso_session *session;
    struct ss_coder *coder;
    struct sayso_problem problem = {0};
    struct set training = {0}, dev = {0};
    if (argc < 3 || sayso_engine_open(&engine, NULL, &problem) ||
        ss_coder_new(&coder, ss_engine_know(engine), &problem) || sayso_session_new(&session, engine)) {
        fprintf(stderr, "usage: train_incident OUT.tsv TRAIN.jsonl [--dev DEV.jsonl]\n%s\n", problem.text);
        return 2;
    }
    bool with_dev = argc > 4 && strcmp(argv[3], "--dev") == 0;
    if (!read_set(&training, coder, session, argv[2]) || (with_dev && !read_set(&dev, coder, session, argv[4])))
        return 3;
    struct logistic *about = calloc(1, sizeof *about), *told = calloc(1, sizeof *told);
    struct weights *w = calloc(1, sizeof *w);
    if (!w || !about || !told) return 3;
    for (uint32_t fold = 0; fold <= FOLDS; fold++) {
        memset(about, 0, sizeof *about);
        learn_about(&training, about, fold);
        for (uint32_t i = fold; i < training.docs.count && fold < FOLDS; i += FOLDS)
            training.docs.item[i].about = logistic_of(&training, about, &training.docs.item[i].whole);
    }
    for (uint32_t i = 0; i < dev.docs.count; i++)
        dev.docs.item[i].about = logistic_of(&dev, about, &dev.docs.item[i].whole);
    if (!extract_sentences(&training) || !extract_sentences(&dev)) return 3;
    for (uint32_t fold = 0; fold <= FOLDS; fold++) {
        memset(told, 0, sizeof *told);
        learn_told(&training, told, fold);
        for (uint32_t i = fold; i < training.docs.count && fold < FOLDS; i += FOLDS)
            tell(&training, told, &training.docs.item[i]);
    }
    for (uint32_t i = 0; i < dev.docs.count; i++) tell(&dev, told, &dev.docs.item[i]);
    show_told("folds", &training);
    if (with_dev) show_told("dev", &dev);
    if (!extract_candidates(&training) || !extract_candidates(&dev)) return 3;
    uint32_t room = training.candidates.count + dev.candidates.count + 1;
    float *p = calloc((size_t)room * SS_INCIDENT_OUT, sizeof *p);
    struct ss_incident_model *model = calloc(1, sizeof *model);
    struct weights *part = calloc(1, sizeof *part);
    if (!p || !part || !model) return 3;
    for (uint32_t fold = 0; fold < FOLDS; fold++) {
        memset(part, 0, sizeof *part);
        learn_parts(&training, part, fold);
        score_all(&training, part, p, fold);
    }
    learn_sure(&training, p, model);
    for (uint32_t i = 0; i < training.docs.count; i++)
        training.docs.item[i].sure = sure_of(&training.docs.item[i], p, model);
    learn_bids(&training, p, model);
    tune(&training, p, model);
    model->told_from = TOLD;
    show("folds", &training, p, model);
    learn_parts(&training, w, FOLDS);
    score_all(&dev, w, p, FOLDS);
    if (with_dev) show("dev", &dev, p, model);
    return write_table(argv[1], about, told, w, model) ? 3 : 0;
}
