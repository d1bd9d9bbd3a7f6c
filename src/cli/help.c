// SPDX-License-Identifier: Apache-2.0
// Help, man page and completion, all printed from the two tables.
#include <stdio.h>
#include <string.h>
#include <sayso/version.h>

#include "cli/opt_table.h"

static const char *const about =
    "reads reports and works out who did what to whom, where, when and how many, and on whose say-so";

static int option_left(const struct ss_option *o, char out[64])
{
    if (o->letter)
        return snprintf(out, 64, "-%c, --%s%s%s", o->letter, o->name, o->value ? " " : "", o->value ? o->value : "");
    return snprintf(out, 64, "    --%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
}

// Writes `text` in lines of at most 78 columns, all but the first indented.
static void wrapped(const char *text, int indent)
{
    int col = indent;
    for (const char *p = text; *p;) {
        size_t len = strcspn(p, " ");
        if (col > indent && col + 1 + (int)len > 78) {
            printf("\n%*s", indent, "");
            col = indent;
        } else if (col > indent) {
            putchar(' ');
            col++;
        }
        fwrite(p, 1, len, stdout);
        col += (int)len;
        p += len;
        while (*p == ' ') p++;
    }
    putchar('\n');
}

static void print_options(const char *command, bool common)
{
    for (const struct ss_option *o = ss_options; o->name; o++) {
        bool all = o->commands[0] == '*';
        if (all != common || !ss_option_for(o, command)) continue;
        char left[64];
        int n = option_left(o, left);
        printf("  %-22s", left);
        if (n >= 22) printf("\n%*s", 24, "");
        wrapped(o->help, 24);
    }
}

void ss_help_command(const struct ss_command *command)
{
    if (command) {
        printf("sayso %s %s\n\n  ", command->name, command->synopsis);
        wrapped(command->help, 2);
        printf("\nOptions\n");
        print_options(command->name, false);
        print_options(command->name, true);
        return;
    }
    printf("sayso %s\n", sayso_version());
    wrapped(about, 0);
    printf("\nCommands\n");
    for (const struct ss_command *c = ss_commands; c->name; c++) {
        printf("  %-10s ", c->name);
        wrapped(c->help, 13);
    }
    printf("\nOptions of every command\n");
    print_options(NULL, true);
    printf("\nExit: 0 done, 1 some reports failed, 2 wrong usage, 3 a file, the store or memory refused.\n"
           "More: sayso COMMAND --help\n");
}

// Troff text: backslashes, leading dots and hyphens guarded.
static void troff(const char *s)
{
    for (; *s; s++) {
        if (*s == '\\')
            fputs("\\e", stdout);
        else if (*s == '-')
            fputs("\\-", stdout);
        else
            putchar(*s);
    }
}

static void man_option(const struct ss_option *o)
{
    printf(".TP\n");
    if (o->letter) printf("\\fB\\-%c\\fR, ", o->letter);
    printf("\\fB\\-\\-");
    troff(o->name);
    printf("\\fR");
    if (o->value) printf(" \\fI%s\\fR", o->value);
    printf("\n");
    troff(o->help);
    printf("\n");
}

void ss_help_man(void)
{
    printf(".TH SAYSO 1 \"\" \"sayso %s\" \"User Commands\"\n.SH NAME\nsayso \\- ", sayso_version());
    troff(about);
    printf(
        "\n.SH SYNOPSIS\n\\fBsayso\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n.SH DESCRIPTION\n"
        "sayso takes reports apart into claims: one thing that one voice asserts, with its exact words, who relays "
        "it,\n"
        "and how sure it is. Across reports it shows which claims are about the same happening, which contradict one\n"
        "another, which only repeat an earlier one, and who is said to hold which place. It gives no verdict on "
        "truth.\n"
        ".SH COMMANDS\n");
    for (const struct ss_command *c = ss_commands; c->name; c++) {
        printf(".TP\n\\fB%s\\fR ", c->name);
        troff(c->synopsis);
        printf("\n");
        troff(c->help);
        printf(".\n");
        const char *separator = "Options: ";
        for (const struct ss_option *o = ss_options; o->name; o++) {
            if (o->commands[0] == '*' || !ss_option_for(o, c->name)) continue;
            printf("%s\\-\\-%s", separator, o->name);
            separator = ", ";
        }
        printf("%s", separator[0] == ',' ? ".\n" : "");
    }
    printf(".SH OPTIONS\n");
    for (const struct ss_option *o = ss_options; o->name; o++) man_option(o);
    printf(
        ".SH INPUT\nFiles, folders (walked in the order of names), standard input and http or https addresses; gzip is "
        "seen through.\n"
        "Plain text and Markdown, both with optional front matter between two lines of three hyphens (outlet, author,\n"
        "published, url, title, id, lang); HTML; RSS and Atom; web archives; JSON lines or arrays with a field\n"
        "\\fItext\\fR and optionally \\fIid, title, published, outlet, url, author, lang\\fR; the names of other "
        "coders\n"
        "and crawlers are understood. The date of a report is the one given, else that of its JSON\\-LD, its meta\n"
        "elements, its dateline, its address; never today's.\n");
    printf(".SH EXIT STATUS\n.TP\n0\ndone\n.TP\n1\nsome reports failed\n.TP\n2\nwrong usage\n.TP\n3\n"
           "a file, the store, memory or the network refused\n"
           ".SH ENVIRONMENT\n.TP\nNO_COLOR\nwhen set and not empty, no colours\n.TP\nSAYSO_DATA\n"
           "folder where the model and the compiled knowledge are looked for first\n.TP\nSAYSO_CPU\n"
           "which instructions the reading engine may use (c, avx2, avx512; on ARM neon, dot)\n"
           ".SH EXAMPLES\n.nf\nsayso read reports/\nsayso brief \\-\\-place Palmyra\n"
           "zcat news.jsonl.gz | sayso annotate \\-j 4 > coded.jsonl\n.fi\n");
}

void ss_help_completion(void)
{
    printf("# bash completion for sayso: source it, or put it into /etc/bash_completion.d\n_sayso() {\n"
           "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} cmd=${COMP_WORDS[1]}\n"
           "    if [ \"$COMP_CWORD\" = 1 ]; then\n        COMPREPLY=($(compgen -W '");
    for (const struct ss_command *c = ss_commands; c->name; c++) printf("%s ", c->name);
    printf("--help --version' -- \"$cur\"))\n        return\n    fi\n    case $prev in\n");
    for (const struct ss_option *o = ss_options; o->name; o++) {
        if (!o->choices) continue;
        printf("    --%s", o->name);
        if (o->letter) printf("|-%c", o->letter);
        printf(") COMPREPLY=($(compgen -W '");
        for (const char *p = o->choices; *p; p++) putchar(*p == '|' ? ' ' : *p);
        printf("' -- \"$cur\")); return ;;\n");
    }
    printf("    esac\n    case $cur in\n    -*) ;;\n    *) COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n    esac\n"
           "    case $cmd in\n");
    for (const struct ss_command *c = ss_commands; c->name; c++) {
        printf("    %s) COMPREPLY=($(compgen -W '", c->name);
        for (const struct ss_option *o = ss_options; o->name; o++)
            if (ss_option_for(o, c->name)) printf("--%s ", o->name);
        printf("' -- \"$cur\")) ;;\n");
    }
    printf("    esac\n}\ncomplete -F _sayso sayso\n");
}
