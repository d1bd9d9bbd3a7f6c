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

// Half of the F1 that can be had is where F1 of a calibrated sum is best. Later reports of the corpus tell of an
// incident more often, so for them it is less.
#define TAKEN 0.25 // of a part
#define TOLD  0.32 // of a report

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
    if (ss_incident_choose(&d->work, p + (size_t)d->first * SS_INCIDENT_OUT, model, arena, &found)) exit(3);
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

static void show(const char *name, const struct set *set, const float *p, struct ss_incident_model *model)
{
    const double *t = model->threshold;
    struct counts c[SAYSO_PART_COUNT] = {{0}}, all = {0}, about = {0};
    for (uint32_t i = 0; i < set->docs.count; i++) {
        const struct document *d = &set->docs.item[i];
        count(d, p, model, c);
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

static void write_logistic(FILE *f, const char *kind, const struct kept *kept, const struct logistic *w)
{
    for (uint32_t i = 0; i < w->count; i++) {
        long v = lrintf(w->w[i] * SS_TOLD_SCALE);
        if (v) fprintf(f, "%s\t%u\t%ld\tMUC-4\n", kind, kept->row[i], v);
    }
}

static int write_table(const char *path, const struct kept kept[3], const struct logistic *about,
                       const struct logistic *told, const struct weights *w, const struct ss_incident_model *model)
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
    for (uint32_t i = 0; i < w->count; i++) {
        long v[SS_INCIDENT_OUT];
        bool any = false;
        for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) {
            v[o] = lrintf(w->row[i].w[o] * SS_INCIDENT_SCALE);
            any = any || v[o];
        }
        if (any) {
            fprintf(f, "part\t%u\t", kept[KIND_CANDIDATE].row[i]);
            for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) fprintf(f, "%s%ld", o ? " " : "", v[o]);
            fputs("\tMUC-4\n", f);
        }
    }
    write_logistic(f, "about", &kept[KIND_REPORT], about);
    write_logistic(f, "told", &kept[KIND_SENTENCE], told);
    return fclose(f);
}

// What is said of each fold by weights learnt from the others, once the places are weighed: by weights that saw neither
// the place's fold nor the one that is to be judged.
static void learn_folds(struct set *set, struct weights *w, float *p)
{
    float *inner = calloc((size_t)set->candidates.count * SS_INCIDENT_OUT + 1, sizeof *inner);
    for (uint32_t fold = 0; fold < FOLDS; fold++) {
        for (uint32_t i = 0; i < set->candidates.count; i++) set->candidates.item[i].weight = 1;
        for (uint32_t other = 0; other < FOLDS; other++) {
            if (other == fold) continue;
            learn_parts(set, w, fold, other, 1);
            score_all(set, w, inner, other);
        }
        weigh_places(set, inner);
        learn_parts(set, w, fold, FOLDS, ROUNDS);
        score_all(set, w, p, fold);
    }
    weigh_places(set, p);
    free(inner);
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
    struct kept kept[3] = {{0}};
    struct logistic about, told;
    if (!keep_rows(&training, &dev, KIND_REPORT, &kept[KIND_REPORT])) return 3;
    if (!new_logistic(&about, kept[KIND_REPORT].count)) return 3;
    for (uint32_t fold = 0; fold <= FOLDS; fold++) {
        learn_about(&training, &about, fold);
        for (uint32_t i = fold; i < training.docs.count && fold < FOLDS; i += FOLDS)
            training.docs.item[i].about = logistic_of(&training, &about, &training.docs.item[i].whole);
    }
    for (uint32_t i = 0; i < dev.docs.count; i++)
        dev.docs.item[i].about = logistic_of(&dev, &about, &dev.docs.item[i].whole);
    if (!extract_sentences(&training) || !extract_sentences(&dev)) return 3;
    if (!keep_rows(&training, &dev, KIND_SENTENCE, &kept[KIND_SENTENCE])) return 3;
    if (!new_logistic(&told, kept[KIND_SENTENCE].count)) return 3;
    for (uint32_t fold = 0; fold <= FOLDS; fold++) {
        learn_told(&training, &told, fold);
        for (uint32_t i = fold; i < training.docs.count && fold < FOLDS; i += FOLDS)
            tell(&training, &told, &training.docs.item[i]);
    }
    for (uint32_t i = 0; i < dev.docs.count; i++) tell(&dev, &told, &dev.docs.item[i]);
    show_told("folds", &training);
    if (with_dev) show_told("dev", &dev);
    if (!extract_candidates(&training) || !extract_candidates(&dev)) return 3;
    if (!keep_rows(&training, &dev, KIND_CANDIDATE, &kept[KIND_CANDIDATE])) return 3;
    fprintf(stderr, "rows %u %u %u\n", kept[0].count, kept[1].count, kept[2].count);
    uint32_t room = training.candidates.count + dev.candidates.count + 1;
    float *p = calloc((size_t)room * SS_INCIDENT_OUT, sizeof *p);
    struct ss_incident_model *model = calloc(1, sizeof *model);
    struct weights part;
    if (!p || !model || !new_weights(&part, kept[KIND_CANDIDATE].count)) return 3;
    learn_folds(&training, &part, p);
    learn_sure(&training, p, model);
    for (uint32_t i = 0; i < training.docs.count; i++)
        training.docs.item[i].sure = sure_of(&training.docs.item[i], p, model);
    learn_bids(&training, p, model);
    for (int k = 0; k < SAYSO_PART_COUNT; k++) model->threshold[k] = TAKEN;
    model->told_from = TOLD;
    show("folds", &training, p, model);
    learn_parts(&training, &part, FOLDS, FOLDS, ROUNDS);
    score_all(&dev, &part, p, FOLDS);
    if (with_dev) show("dev", &dev, p, model);
    return write_table(argv[1], kept, &about, &told, &part, model) ? 3 : 0;
}
