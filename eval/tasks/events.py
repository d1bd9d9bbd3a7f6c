# SPDX-License-Identifier: Apache-2.0
"""PLOVER events: type, source and target codes of the claims.

Old type names are mapped to the 16 on both sides.  What a party says it will do is, in this scheme, an act of saying:
AGREE for what is friendly, THREATEN for what is not, and only where the sentence tells nothing that was done.  The deeds
that an act of saying is about are no events of their own.  A place that changes hands is a fight for it."""
SCORER = 'events.py'

OLD = {'DEMAND': 'REQUEST', 'DISAPPROVE': 'ACCUSE', 'INVESTIGATE': 'ACCUSE', 'FIGHT': 'ASSAULT', 'CRIME': 'COERCE',
       'ENGAGE': 'CONSULT', 'YIELD': 'CONCEDE'}
FRIENDLY = {'AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT'}
SAYING = {'ACCUSE', 'REJECT', 'REQUEST', 'THREATEN', 'AGREE'}
SIDES = ('source', 'target')
SECTORS = {'GOV', 'MIL', 'COP', 'JUD', 'LEG', 'OPP', 'REB', 'CVL', 'BUS', 'MED', 'PTY', 'SPY', 'LAB', 'EDU'}


def to_input(gold):
    return [{'id': d['id'], 'text': d['text'], **({'published': d['date']} if d.get('date') else {})} for d in gold]


def gold_for_scorer(gold):
    return [dict(d, events=[dict(e, type=OLD.get(e['type'], e['type'])) for e in d['events']]) for d in gold]


def code(entity):
    """-> [{"code", "sector"}] of one entity"""
    sectors = [s for s in entity.get('sectors') or []]
    if entity.get('kind') == 'igo':
        return {'code': 'IGO', 'sector': sectors[0] if sectors else ''}
    country = entity.get('country') or (entity.get('code') or '')[:3]
    return {'code': country, 'sector': sectors[0] if sectors else ''} if country else None


def event_type(claim):
    """The type as this scheme counts it, or None where there is no event."""
    if claim['kind'] == 'control':
        return 'ASSAULT' if claim['realis'] == 'actual' and claim.get('actors') and claim.get('recipients') else None
    if claim['kind'] != 'event':
        return None
    if claim['realis'] == 'actual':
        return claim['type']
    if claim['realis'] == 'future':
        return 'AGREE' if claim['type'] in FRIENDLY else 'THREATEN'
    return None


def near(record, claim, entities, taken, behind):
    """The scheme wants both sides of each event.  Where the claim has none: its place (of a target), or who or what land is named first
    behind its word, or last before it; an actor of a land on the other side only when there is no other."""
    found = [(0, entities[claim['place']])] if behind and claim.get('place') in entities else []
    at = claim['trigger']
    for m in record.get('mentions', []):
        e = entities.get(m.get('entity'))
        if e and e['id'] not in claim.get('actors' if behind else 'recipients', []):
            if behind and at['end'] <= m['start'] < claim['end']:
                found.append((m['start'], e))
            if not behind and claim['start'] <= m['start'] and m['end'] <= at['start']:
                found.append((-m['start'], e))
    codes = [c for c in (code(e) for _, e in sorted(found, key=lambda f: f[0])) if c]
    others = [c for c in codes if all(c['code'] != t['code'] for t in taken)]
    return others[:1] or (codes[:1] if behind else [])


def main_land(record, entities):
    """The country that is named most, which officials without one belong to."""
    count = {}
    for m in record.get('mentions', []):
        land = (entities.get(m.get('entity')) or {}).get('country')
        if land:
            count[land] = count.get(land, 0) + 1
    return max(count, key=lambda k: count[k]) if count else ''


def events_of(record):
    entities = {e['id']: e for e in record.get('entities', [])}
    land = main_land(record, entities)
    out, done, said = [], set(), set()
    for claim in record.get('claims', []):
        kind = event_type(claim)
        if not kind:
            continue
        sentence = claim['start']
        if claim['realis'] == 'future' and sentence in done or sentence in said and kind not in SAYING:
            continue
        if claim['realis'] == 'actual':
            done.add(sentence)
            if kind in SAYING:
                said.add(sentence)
        row = {'type': kind, 'trigger': claim['trigger'], 'cameo': claim.get('cameo')}
        for side, role in zip(SIDES, ('actors', 'recipients')):
            row[side] = [c for c in (code(entities[i]) for i in claim.get(role, []) if i in entities) if c]
        if claim['kind'] == 'event':
            row['target'] = row['target'] or near(record, claim, entities, row['source'], True)
            row['source'] = row['source'] or near(record, claim, entities, row['target'], False)
        for side in SIDES:
            row[side] = [dict(c, code=land if land and c['code'] in SECTORS else c['code']) for c in row[side]]
        out.append(row)
    return out


def to_scorer(record, gold_doc):
    return {'id': gold_doc['id'], 'text': gold_doc['text'], 'events': events_of(record)}
