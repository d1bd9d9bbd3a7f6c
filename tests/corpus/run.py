#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs case files over the program: run.py PROGRAM FILE…

A case, ended by a blank line:
    # a comment
    > the text of one report (several lines = several paragraphs)
    @ published=2016-03-28            (optional; also title, outlet)
    claim type=ASSAULT | trigger=bombed | actors=Russian air force      a record that must be there
    * claim type=ASSAULT | trigger=bombed                               one that must not
Kinds: claim, toll, control, event (claims by kind), attr, fig, time, entity, cite, judge. A field matches when the record's words or name are equal,
with case and "the" ignored; lists are separated by ';' and each must be there; "field=" means: must be empty;
"field~words" asks that the words are contained.
"""
import json
import re
import subprocess
import sys


def fold(s):
    return re.sub(r'^(the|a|an) ', '', ' '.join(str(s).split()).casefold())


def spans(record, items):
    return ' … '.join(record['text'][s['start']:s['end']] for s in items)


def fields(record, kind):
    """-> list of {field: value or [values]} for the records of a kind"""
    text = record['text']
    names = {e['id']: e for e in record.get('entities', [])}
    name = lambda i: names[i]['name'] if i in names else ''
    mentions = {m['id']: text[m['start']:m['end']] for m in record.get('mentions', [])}
    figures = {f['id']: f for f in record.get('figures', [])}
    times = {t['id']: t for t in record.get('times', [])}
    attrs = {a['id']: a for a in record.get('attributions', [])}
    number = lambda n: '' if n is None else str(n)
    if kind in ('claim', 'toll', 'control', 'event'):
        out = []
        for c in record.get('claims', []):
            if kind != 'claim' and c['kind'] != kind:
                continue
            voice = attrs.get(c.get('voice'))
            said = ''
            if voice:
                said = [spans(record, voice['source'])] + ([name(voice['source_entity'])] if voice.get('source_entity') else [])
            out.append(dict(
                kind=c['kind'], type=c.get('type', ''), mode=c.get('mode', ''), realis=c['realis'], certainty=c['certainty'],
                stance=c.get('stance', 'neutral'), status=c.get('status', ''), rule=c.get('rule', ''), by=c.get('by', ''),
                forecast='yes' if c.get('forecast') else 'no', trigger=text[c['trigger']['start']:c['trigger']['end']],
                actors=[name(i) for i in c.get('actors', [])], recipients=[name(i) for i in c.get('recipients', [])],
                objects=[mentions.get(i, '') for i in c.get('objects', [])],
                instruments=[mentions.get(i, '') for i in c.get('instruments', [])],
                holder=name(c.get('holder')), place=name(c.get('place')), voice=said,
                time=times[c['time']].get('value', '') if c.get('time') in times else '',
                contexts=c.get('contexts', []), cameo=c.get('cameo', ''), acled=c.get('acled', ''),
                chain=[name(i) for i in c.get('chain', [])],
                figures=['%s:%s..%s' % (figures[f].get('counts') or '', number(figures[f].get('low')), number(figures[f].get('high')))
                         for f in c.get('figures', [])]))
        return out
    if kind == 'attr':
        return [dict(source=[spans(record, a['source'])] if a['source'] else '', entity=name(a.get('source_entity')), entities=' + '.join(name(e) for e in a.get('source_entities', [])),
                     cue=spans(record, a['cue']), content=spans(record, a['content']), form=a['form'], verb=a.get('verb', ''),
                     kind=a['source_kind'], stance=a.get('stance', ''), within='yes' if a.get('within') else 'no',
                     certainty=a.get('certainty', '')) for a in record.get('attributions', [])]
    if kind == 'fig':
        return [dict(words=f.get('words') or text[f['start']:f['end']], counts=f.get('counts') or '', low=number(f.get('low')),
                     high=number(f.get('high')), best=number(f.get('best')), of=mentions.get(f.get('of'), ''))
                for f in record.get('figures', [])]
    if kind == 'time':
        return [dict(words=text[t['start']:t['end']], type=t['type'], value=t.get('value', ''), **{'from': t.get('from') or '', 'to': t.get('to') or ''})
                for t in record.get('times', [])]
    if kind == 'entity':
        return [dict(name=e['name'], kind=e['kind'], code=e.get('code', ''), country=e.get('country', ''), feature=e.get('feature', ''),
                     geonames=number(e.get('geonames')), actor=e.get('actor', ''), sectors=e.get('sectors', []),
                     mentions=[text[m['start']:m['end']] for m in record.get('mentions', []) if m.get('entity') == e['id']])
                for e in record.get('entities', [])]
    if kind == 'judge':
        return [dict(word=text[j['start']:j['end']], realis=j['realis'], stance=j['stance'], done='yes' if j['done'] > 1 else 'no',
                     believed='so' if j['believed'] >= 1.5 else 'not' if j['believed'] <= -1 else 'open')
                for j in record.get('judgements', [])]
    if kind == 'cite':
        return [dict(words=text[c['start']:c['end']], cited=name(c.get('cited')) or c.get('name', '')) for c in record.get('citations', [])]
    raise SystemExit('unknown kind of record: ' + kind)


def holds(found, wanted):
    for field, (sign, value) in wanted.items():
        if field not in found:
            raise SystemExit('unknown field: ' + field)
        have = found[field]
        have = [fold(h) for h in (have if isinstance(have, list) else [have]) if h != '']
        if value == '':
            if have:
                return False
        elif sign == '~':
            if not any(fold(value) in h for h in have):
                return False
        elif not all(fold(v) in have for v in value.split(';')):
            return False
    return True


def cases(path):
    case = None
    with open(path, encoding='utf-8') as f:
        for number, line in enumerate(list(f) + ['\n'], 1):
            line = line.rstrip('\n')
            if not line.strip():
                if case and case['text']:
                    yield case
                case = None
                continue
            case = case or dict(line=number, text=[], meta={}, expect=[])
            if line.startswith('#'):
                continue
            if line.startswith('>'):
                case['text'].append(line[1:].strip())
            elif line.startswith('@'):
                case['meta'].update(part.strip().split('=', 1) for part in line[1:].split('|'))
            else:
                absent = line.startswith('*')
                kind, _, rest = line.lstrip('* ').partition(' ')
                wanted = {}
                for part in filter(None, (p.strip() for p in rest.split('|'))):
                    m = re.match(r'(\w+)\s*([=~])\s*(.*)$', part)
                    if not m:
                        raise SystemExit('%s:%d: not FIELD=VALUE: %s' % (path, number, part))
                    wanted[m.group(1)] = (m.group(2), m.group(3))
                case['expect'].append((number, absent, kind, wanted, line))


def main():
    program, files = sys.argv[1], sys.argv[2:]
    good = bad = 0
    for path in files:
        these = list(cases(path))
        inputs = ''.join(json.dumps(dict(c['meta'], id='case-%d' % c['line'], text='\n\n'.join(c['text']))) + '\n' for c in these)
        done = subprocess.run([program, 'annotate', '--judgements', '--min-confidence', '0', '-'], input=inputs.encode(), stdout=subprocess.PIPE)
        if done.returncode:
            raise SystemExit('%s: the program ended with %d' % (path, done.returncode))
        records = {r['id']: r for r in map(json.loads, done.stdout.decode().split('\n')[:-1])}
        for case in these:
            record = records['case-%d' % case['line']]
            for number, absent, kind, wanted, line in case['expect']:
                found = fields(record, kind)
                if any(holds(f, wanted) for f in found) != absent:
                    good += 1
                    continue
                bad += 1
                print('%s:%d: %s %s\n    text: %s' % (path, number, 'must not be there:' if absent else 'is missing:', line.lstrip('* '), ' / '.join(case['text'])))
                for f in found:
                    print('    found: ' + ' | '.join('%s=%s' % (k, ';'.join(v) if isinstance(v, list) else v) for k, v in f.items() if v and (k in wanted or k in ('trigger', 'words', 'cue', 'name', 'word'))))
    print('%d expectations hold, %d do not' % (good, bad))
    return 1 if bad or not good else 0


if __name__ == '__main__':
    sys.exit(main())
