/// What is found in the small world of lending, by what was changed in it.
let toldInFull = #"""

  = workflow: lending → zz: 1⏎workflow: lending
    definitions.unknown-key Workflows/lending/workflow.yaml:1:1: error: a workflow has no "zz"; it has: workflow, version, title, region, tables, kinds, fragments [2]
  = title: {en: Book → zz: 1⏎    title: {en: Book
    definitions.unknown-key Workflows/lending/workflow.yaml:5:5: error: the kind "book" has no "zz"; it has: title, fields, derived, queries, initial, states, events, timers, grants, accounts, within, readers, id, ends with, stakes [2]
  = price: { → price: {zz: 1, 
    definitions.unknown-key Workflows/lending/workflow.yaml:8:15: error: a field has no "zz"; it has: type, required, confidential, readers, title, initial, at creation, from, to, unit, was, retention, class, of [2]
  = {title: Return → {zz: 1, title: Return
    definitions.unknown-key Workflows/lending/workflow.yaml:69:16: error: an event has no "zz"; it has: title, was, fields, requires, by, due, tells, notice [2]
  = {name: free, → {zz: 1, name: free,
    definitions.unknown-key Workflows/lending/workflow.yaml:67:72: error: a requirement has no "zz"; it has: name, that, hint, in [2]
  = {of: loan, via: book} → {zz: 1, of: loan, via: book}
    definitions.unknown-key Workflows/lending/workflow.yaml:10:23: error: a query has no "zz"; it has: of, via, to [2]
  = {at: end → {zz: 1, at: end
    definitions.unknown-key Workflows/lending/workflow.yaml:71:21: error: a timer has no "zz"; it has: at, in, fires [2]
  = grants: {a: → grants: {zz: 1, a:
    definitions.unknown-key Workflows/lending/workflow.yaml:72:14: error: grants has no "zz"; it has: a, in, person, role, scope, from, until, by, activities, source, ceiling [2]
  = shelved: { → shelved: {zz: 1, 
    definitions.unknown-key Workflows/lending/workflow.yaml:12:17: error: a state has no "zz"; it has: title, was, initial, parallel, final, history, entry, exit, on, always, invoke, states [2]
  = {to: worn → {zz: 1, to: worn
    definitions.unknown-key Workflows/lending/workflow.yaml:49:109: error: a transition has no "zz"; it has: to, when, do, internal [2]
  = {raise: extend}, else → {zz: 1, raise: extend}, else
    definitions.unknown-key Workflows/lending/workflow.yaml:62:37: error: an action has no "zz"; it has: set, create, id, with, send, to, if, do, else, each, raise [2]
  = {kind: reminder → {zz: 1, kind: reminder
    definitions.unknown-key Workflows/lending/workflow.yaml:55:32: error: an invocation has no "zz"; it has: kind, id, with, cancel [2]
  = plugin: house → zz: 1⏎plugin: house
    definitions.unknown-key Plugins/house/plugin.yaml:1:1: error: a plugin has no "zz"; it has: plugin, version, title, region, workflows, roles, rasci, separations, schedules, calendar, calendars, constants, tables, readers, laws, fragments [2]
  = R: keeper, A: keeper, I: reader → zz: 1, R: keeper, A: keeper, I: reader
    definitions.unknown-key Plugins/house/plugin.yaml:6:20: error: a RASCI line has no "zz"; it has: when, R, A, S, C, I, approval, four eyes, mandate, amount, consultation [2]
  = {roles: [keeper → {zz: 1, roles: [keeper
    definitions.unknown-key Plugins/house/plugin.yaml:12:23: error: a separation has no "zz"; it has: roles, apart from, anywhere, because [2]
  = laws: {law of ends: { → laws: {law of ends: {zz: 1, 
    definitions.unknown-key Plugins/house/plugin.yaml:13:22: error: a law has no "zz"; it has: title, source, of, holds, in [2]
  = on: loan, in: out, rule: FREQ=YEARLY, from: start, until: end, ahead: P14D, create: reminder, id: '"s"', with: {loan: case} → zz: 1, on: loan, in: out, rule: FREQ=YEARLY, from: start, until: end, ahead: P14D, create: reminder, id: '"s"', with: {loan: case}
    definitions.unknown-key Plugins/house/plugin.yaml:17:6: error: a schedule has no "zz"; it has: on, in, rule, date, from, until, ahead, create, id, with [2]
  = weekend: [sat → zz: 1⏎  weekend: [sat
    definitions.unknown-key Plugins/house/plugin.yaml:19:3: error: a calendar has no "zz"; it has: weekend, holidays, source [2]
  = {title: Easter → {zz: 1, title: Easter
    definitions.unknown-key Plugins/house/plugin.yaml:21:14: error: a holiday has no "zz"; it has: title, on, easter, when, then, every, since, from, until [2]
  = requires: [ → requirs: [
    definitions.unknown-key Workflows/lending/workflow.yaml:67:60: error: an event has no "requirs"; did you mean "requires"? [7]
  = approval: same → aproval: same
    definitions.unknown-key Plugins/house/plugin.yaml:10:34: error: a RASCI line has no "aproval"; did you mean "approval"? [7]
  = weekend: [ → weekends: [
    definitions.unknown-key Plugins/house/plugin.yaml:19:3: error: a calendar has no "weekends"; did you mean "weekend"? [8]
  = {en: Book, nl: Boek} → {en: Book, nl: Boek, eng: Book}
    definitions.unknown-key Workflows/lending/workflow.yaml:5:33: error: title has no "eng"; did you mean "en"? [3]
  = give: out} → give: {to: out, zz: 1}}
    definitions.unknown-key Workflows/lending/workflow.yaml:40:30: error: a transition has no "zz"; it has: to, when, do, internal [2]
  = - {create: reminder, id: '"r"', with: {loan: case}} → - {create: reminder, id: '"r"', with: {loan: id}}
  = - {create: reminder, id: '"r"', with: {loan: case}} → - {create: reminder, id: '"r"', with: {loan: others}}
    definitions.wrong-type Workflows/lending/workflow.yaml:60:64: error: a loan is wanted here, not a list [6]
  = - {create: reminder, id: '"r"', with: {loan: case}} → - {create: reminder, id: '"r"', with: {loan: '"x"'}}
  = - {create: reminder, id: '"r"', with: {loan: case}} → - {create: reminder, id: '"r"', with: {loan: null}}
  = - {create: reminder, id: '"r"', with: {loan: case}} → - {create: reminder, id: '"r"', with: {loan: 3}}
    definitions.wrong-type Workflows/lending/workflow.yaml:60:64: error: a loan is wanted here, not a number [1]
  = - {create: reminder, id: '"r"', with: {loan: case}} → - {create: reminder, id: '"r"', with: {loan: '{id: "x"}'}}
  = - {create: reminder, id: '"r"', with: {loan: case}} → - {create: reminder, id: '"r"', with: {loan: '{x: 1}'}}
    definitions.wrong-type Workflows/lending/workflow.yaml:60:65: error: a loan is wanted here, not a context [6]
  = - {create: reminder, id: '"r"', with: {loan: case}} → - {create: reminder, id: '"r"', with: {loan: others[1]}}
    definitions.not-yaml Workflows/lending/workflow.yaml:60:70: error: not YAML: did not find expected ',' or '}' [1]
  = - {create: reminder, id: '"r"', with: {loan: case}} → - {create: reminder, id: '"r"', with: {loan: book}}
    definitions.wrong-type Workflows/lending/workflow.yaml:60:64: error: a loan is wanted here, not a book [4]
  = - {create: reminder, id: '"r"', with: {loan: case}} → - {create: reminder, id: '"r"', with: {loan: '[case]'}}
    definitions.wrong-type Workflows/lending/workflow.yaml:60:65: error: a loan is wanted here, not a list [6]
  = - {send: withdraw, to: reminders} → - {send: withdraw, to: others}
    definitions.unknown-event Workflows/lending/workflow.yaml:61:28: error: a loan has no event "withdraw" [8]
  = - {send: withdraw, to: reminders} → - {send: withdraw, to: id}
    definitions.unknown-event Workflows/lending/workflow.yaml:61:28: error: a loan has no event "withdraw" [8]
  = - {send: withdraw, to: reminders} → - {send: withdraw, to: case}
    definitions.unknown-event Workflows/lending/workflow.yaml:61:28: error: a loan has no event "withdraw" [8]
  = - {send: withdraw, to: reminders} → - {send: withdraw, to: 3}
    definitions.not-a-reference Workflows/lending/workflow.yaml:61:42: error: a number is no case to send anything to [1]
  = - {send: withdraw, to: reminders} → - {send: withdraw, to: 'others[1]'}
    definitions.unknown-event Workflows/lending/workflow.yaml:61:28: error: a loan has no event "withdraw" [8]
  = - {send: withdraw, to: reminders} → - {send: withdraw, to: reminders.loan}
    definitions.unknown-event Workflows/lending/workflow.yaml:61:28: error: a loan has no event "withdraw" [8]
  = - {send: withdraw, to: reminders} → - {send: withdraw, to: null}
  = - {send: withdraw, to: reminders} → - {send: withdraw, to: '[1]'}
    definitions.not-a-reference Workflows/lending/workflow.yaml:61:43: error: a number is no case to send anything to [3]
  = - {send: withdraw, to: reminders} → - {send: withdraw, to: 'reminders[1]'}
  = - {send: withdraw, to: reminders} → - {send: withdraw, to: person}
  = - {send: withdraw, to: reminders} → - {send: withdraw, to: book}
    definitions.unknown-event Workflows/lending/workflow.yaml:61:28: error: a book has no event "withdraw" [8]
  = {by: engine} → {by: role}
    definitions.wrong-source Workflows/lending/workflow.yaml:61:28: error: "withdraw" of a reminder is brought about by the role, not by another case; events that cases send each other say by: engine [8]
  = {by: engine} → {by: clock}
    definitions.no-timer Workflows/lending/workflow.yaml:21:14: error: no timer fires "withdraw", so it never happens; timers: {withdraw: {at: …, fires: withdraw}}, or let a role bring it about [8]
    definitions.wrong-source Workflows/lending/workflow.yaml:61:28: error: "withdraw" of a reminder is brought about by the clock, not by another case; events that cases send each other say by: engine [8]
  = {by: engine} → {by: {by: engine}}
    definitions.expected-text Workflows/lending/workflow.yaml:21:29: error: expected who brings it about as one text, found names with values [1]
  = {by: engine} → {by: engine, fields: {why: text required, more: text}}
    definitions.missing-field Workflows/lending/workflow.yaml:61:28: error: a reminder needs its "why" here; with: {why: "a text"} [8]
  = {by: engine} → {by: engine, fields: {why: {type: text, required: true, initial: '"x"'}}}
  = {by: engine} → {by: engine, fields: {why: text required, more: text}} & - {send: withdraw, to: reminders} → - {send: withdraw, to: reminders, with: {why: 3}}
    definitions.wrong-type Workflows/lending/workflow.yaml:61:65: error: a text is wanted here, not a number [1]
  = {by: engine} → {by: engine, fields: {why: text required, more: text}} & - {send: withdraw, to: reminders} → - {send: withdraw, to: reminders, with: {why: person}}
  = {by: engine} → {by: engine, fields: {why: text required, more: text}} & - {send: withdraw, to: reminders} → - {send: withdraw, to: reminders, with: {wy: person}}
    definitions.missing-field Workflows/lending/workflow.yaml:61:28: error: a reminder needs its "why" here; with: {why: "a text"} [8]
    definitions.unknown-field Workflows/lending/workflow.yaml:61:64: error: a reminder takes no field "wy" here; did you mean "why"? [6]
  = {by: engine} → {by: engine, fields: {why: text required, more: text}} & - {send: withdraw, to: reminders} → - {send: withdraw, to: reminders, with: {why: null, more: 3}}
    definitions.wrong-type Workflows/lending/workflow.yaml:61:77: error: a text is wanted here, not a number [1]
  = {by: engine} → {by: engine, fields: {why: text required, more: text}} & - {send: withdraw, to: reminders} → - {send: withdraw, to: reminders, with: {more: end.year}}
    definitions.missing-field Workflows/lending/workflow.yaml:61:28: error: a reminder needs its "why" here; with: {why: "a text"} [8]
    definitions.wrong-type Workflows/lending/workflow.yaml:61:66: error: a text is wanted here, not a number [8]
  = - {send: withdraw, to: reminders} → - {send: withdraw, to: reminders, with: {why: 3}}
    definitions.unknown-field Workflows/lending/workflow.yaml:61:65: error: a reminder takes no field "why" here; it takes none [1]
  = - {send: withdraw, to: reminders} → - {send: withdraw, to: null, with: {why: 3 + person}}
    feel.wrong-operand Workflows/lending/workflow.yaml:61:60: error: a text cannot be added to a number [10]
  = - {create: reminder, id: '"r"', with: {loan: case}} → - {create: reminder, id: 3, with: {loan: case}}
    definitions.wrong-type Workflows/lending/workflow.yaml:60:44: error: a text is wanted here, not a number [1]
  = - {create: reminder, id: '"r"', with: {loan: case}} → - {create: [reminder]}
    definitions.expected-text Workflows/lending/workflow.yaml:60:30: error: expected a kind as one text, found a list [1]
  = - {send: withdraw, to: reminders} → - {send: [withdraw]}
    definitions.expected-text Workflows/lending/workflow.yaml:61:28: error: expected an event as one text, found a list [1]
  = {kind: reminder, id: '"n"', with: {loan: case}, cancel: withdraw} → {kind: reminder, id: 3, with: {loan: case}}
    definitions.wrong-type Workflows/lending/workflow.yaml:55:52: error: a text is wanted here, not a number [1]
  = {kind: reminder, id: '"n"', with: {loan: case}, cancel: withdraw} → {kind: reminder}
    definitions.missing-field Workflows/lending/workflow.yaml:55:38: error: a reminder needs its "loan" here; with: {loan: the id of a loan} [8]
  = {kind: reminder, id: '"n"', with: {loan: case}, cancel: withdraw} → {kind: [reminder]}
    definitions.expected-text Workflows/lending/workflow.yaml:55:38: error: expected a kind as one text, found a list [1]
    definitions.missing-part Workflows/lending/workflow.yaml:55:31: error: which kind? invoke: {nag: {kind: …}} [1]
  = {kind: reminder, id: '"n"', with: {loan: case}, cancel: withdraw} → {kind: reminder, with: {loan: 3}, cancel: withdrw}
    definitions.unknown-event Workflows/lending/workflow.yaml:55:73: error: "reminder" has no event "withdrw"; did you mean "withdraw"? [7]
  = {kind: reminder, id: '"n"', with: {loan: case}, cancel: withdraw} → {kind: reminder, with: {loan: case, x: 1}, cancel: create}
    definitions.unknown-field Workflows/lending/workflow.yaml:55:67: error: "reminder" has no field "x"; its fields are: loan [1]
  = with: {loan: case}}⏎calendar → with: {loan: 3}}⏎calendar
    definitions.wrong-type Plugins/house/plugin.yaml:17:124: error: a loan is wanted here, not a number [1]
  = id: '"s"' → id: 3
    definitions.wrong-type Plugins/house/plugin.yaml:17:104: error: a text is wanted here, not a number [1]
  = id: '"s"', with: {loan: case} → id: '"s"', with: {loan: occurrence}
    definitions.wrong-type Plugins/house/plugin.yaml:17:124: error: a loan is wanted here, not a date [10]
  = on: {extend: quiet} → always: [{to: quiet, when: long}, {to: quiet}]
    definitions.endless Workflows/lending/workflow.yaml:23:5: warning: loan does not come to rest while long: quiet → loud → quiet; give one of these transitions an event or a condition [1]
  = on: {extend: quiet} → on: {extend: quiet}⏎                always: quiet
    definitions.endless Workflows/lending/workflow.yaml:23:5: warning: loan does not come to rest while long: quiet → loud → quiet; give one of these transitions an event or a condition [1]
  = kept: {on → kept: {always: worn, on
  = {return: back, expire → {zap: , return: back, expire
    definitions.unknown-event Workflows/lending/workflow.yaml:43:14: error: "loan" has no event "zap"; its events are: create, give, extend, return, expire [3]
  = asked:⏎ → askd:⏎
    definitions.unknown-state Workflows/lending/workflow.yaml:39:7: error: there is no state "asked"; did you mean "askd"? [1]
    definitions.unknown-state Workflows/lending/workflow.yaml:67:113: error: there is no state "asked"; did you mean "askd"? [5]
  = initial: asked → initial: askd
    definitions.unknown-state Workflows/lending/workflow.yaml:39:7: error: there is no state "askd"; did you mean "asked"? [1]
  = initial: asked → initial: back
    definitions.weak-chart Workflows/lending/workflow.yaml:39:7: error: no way leads to the state "asked" [5]
    definitions.weak-chart Workflows/lending/workflow.yaml:41:7: error: no way leads to the state "out" [3]
    definitions.weak-chart Workflows/lending/workflow.yaml:45:11: error: no way leads to the state "keeping" [7]
    definitions.weak-chart Workflows/lending/workflow.yaml:49:15: error: no way leads to the state "kept" [4]
    definitions.weak-chart Workflows/lending/workflow.yaml:50:15: error: no way leads to the state "worn" [4]
    definitions.weak-chart Workflows/lending/workflow.yaml:52:11: error: no way leads to the state "watching" [8]
    definitions.weak-chart Workflows/lending/workflow.yaml:54:15: error: no way leads to the state "quiet" [5]
    definitions.weak-chart Workflows/lending/workflow.yaml:58:15: error: no way leads to the state "loud" [4]
  = on: {done.invoke.nag → on: {done.state.out: quiet, done.invoke.nag
  = on: {done.invoke.nag → on: {done.state.watching: quiet, done.invoke.nag
    definitions.unknown-state Workflows/lending/workflow.yaml:23:5: error: "watching" is never done: it has no final state [1]
  = on: {done.invoke.nag → on: {done.invoke.nog
    definitions.unknown-event Workflows/lending/workflow.yaml:56:22: error: "loan" has no event "done.invoke.nog"; its events are: create, give, extend, return, expire [15]
  = on: {done.invoke.nag → on: {error.execution: quiet, '*
    definitions.not-yaml Workflows/lending/workflow.yaml:60:45: error: not YAML: did not find expected ',' or '}' [1]
  = {raise: extend}, else → {raise: [extend]}, else
    definitions.expected-text Workflows/lending/workflow.yaml:62:44: error: expected an event as one text, found a list [1]
    definitions.no-action Workflows/lending/workflow.yaml:62:36: error: an action is one of set, create, send, raise, if, each [1]
  = {raise: extend}, else → {raise: done.invoke.nag}, else
  = history: deep → history: shallow
  = history: deep → history: [deep]
    definitions.expected-text Workflows/lending/workflow.yaml:51:33: error: expected shallow or deep as one text, found a list [1]
    definitions.weak-chart Workflows/lending/workflow.yaml:51:15: error: no way leads to the state "before" [6]
  = initial: kept → initial: [kept]
    definitions.expected-text Workflows/lending/workflow.yaml:46:22: error: expected a state as one text, found a list [1]
  = {each: others, → {each: book,
    definitions.wrong-type Workflows/lending/workflow.yaml:63:28: error: each goes through a list, not a book [4]
  = {each: others, → {each: end,
    definitions.wrong-type Workflows/lending/workflow.yaml:63:28: error: each goes through a list, not a date [3]
  = {each: others, → {each: reminders,
  = {each: others, do: {raise: extend}} → {each: others, do: {set: {person: item.person}}}
  = {each: others, do: {raise: extend}} → {each: others, do: {set: {person: item.persn}}}
    feel.unknown-property Workflows/lending/workflow.yaml:63:55: error: a loan has no "persn"; did you mean "person"? [10]
  = {each: others, do: {raise: extend}} → {each: others, do: {if: item, do: {raise: extend}}}
    feel.not-a-boolean Workflows/lending/workflow.yaml:63:45: error: a condition is true or false; this is a loan; compare it with something [4]
  = {each: others, do: {raise: extend}} → {each: others, do: {each: reminders, do: {set: {extended: item.book}}}}
    feel.unknown-property Workflows/lending/workflow.yaml:63:79: error: a reminder has no "book"; it has: loan, id, state, states, kind, created, entry, disputed [9]
  = {each: others, do: {raise: extend}} → {set: {person: item.person}}
  = {each: others, do: {raise: extend}} → {each: end +}
    feel.unexpected-end Workflows/lending/workflow.yaml:63:33: error: expected an expression, found the end [0]
  = {if: long, → {if: person,
    feel.not-a-boolean Workflows/lending/workflow.yaml:62:26: error: a condition is true or false; this is a text; compare it with something [6]
  = {if: long, → {if: long +,
    feel.unexpected-end Workflows/lending/workflow.yaml:62:32: error: expected an expression, found the end [0]
  = {if: long, → {if: 1 = 1,
    definitions.constant-condition Workflows/lending/workflow.yaml:62:26: error: this condition always holds, whatever the case is; leave it out [5]
  = {if: long, → {if: 1 = 2,
    definitions.constant-condition Workflows/lending/workflow.yaml:62:26: error: this condition never holds, whatever the case is; compare something of the case [5]
  = else: {raise: extend} → else: {raise: extnd}
    definitions.untaken-event Workflows/lending/workflow.yaml:23:5: error: "extnd" is raised, and no state of "loan" takes it; did you mean "extend"? [1]
  = {set: {extended: 0}} → {set: [extended]}
    definitions.expected-mapping Workflows/lending/workflow.yaml:47:26: error: expected set as names with values (NAME: …), found a list [1]
  = {set: {extended: 0}} → {set: {extended: 0 +}}
    feel.unexpected-end Workflows/lending/workflow.yaml:47:40: error: expected an expression, found the end [0]
  = {set: {extended: 0}} → {set: {extended: event.note}}
    definitions.wrong-type Workflows/lending/workflow.yaml:47:37: error: an integer is wanted here, not a text [10]
  = {set: {extended: 0}} → {set: {extended: event.nte}}
    feel.unknown-property Workflows/lending/workflow.yaml:47:37: error: a context has no "nte"; did you mean "note"? [9]
  = when: extended < most → when: event.note = null
    definitions.unused Plugins/house/plugin.yaml:4:19: warning: nothing reads the constant "most"; leave it out, or use it where its value is written again [1]
    feel.unknown-property Workflows/lending/workflow.yaml:49:53: error: a context has no "note"; it has: name [10]
  = when: extended < most → when: event.name = "give"
    definitions.unused Plugins/house/plugin.yaml:4:19: warning: nothing reads the constant "most"; leave it out, or use it where its value is written again [1]
    feel.never-so Workflows/lending/workflow.yaml:49:66: error: event.name is never "give"; it is one of extend [6]
  = when: long, to: loud → when: event.note = null, to: loud
  = when: long, to: loud → when: event.nte = null, to: loud
    feel.unknown-property Workflows/lending/workflow.yaml:57:32: error: a context has no "nte"; did you mean "note"? [9]
  = always: {when: long, to: loud} → always: {when: long, to: [loud, loud]}
  = always: {when: long, to: loud} → always: {when: [long], to: loud}
    definitions.expected-text Workflows/lending/workflow.yaml:57:32: error: expected an expression as one text, found a list [1]
  = always: {when: long, to: loud} → always: {when: long, to: loud, internal: maybe}
    definitions.expected-boolean Workflows/lending/workflow.yaml:57:58: error: expected true or false for internal, found "maybe" [5]
  = give: out} → give: [out, {to: back}]}
    definitions.weak-chart Workflows/lending/workflow.yaml:40:14: error: the transition of "give" never has its turn: an earlier one without a condition always takes it [4]
  = give: out} → give: }
    definitions.weak-chart Workflows/lending/workflow.yaml:39:7: error: the state "asked" has no way out and is not final: give it a transition, or let it be final [5]
    definitions.weak-chart Workflows/lending/workflow.yaml:41:7: error: no way leads to the state "out" [3]
    definitions.weak-chart Workflows/lending/workflow.yaml:45:11: error: no way leads to the state "keeping" [7]
    definitions.weak-chart Workflows/lending/workflow.yaml:49:15: error: no way leads to the state "kept" [4]
    definitions.weak-chart Workflows/lending/workflow.yaml:50:15: error: no way leads to the state "worn" [4]
    definitions.weak-chart Workflows/lending/workflow.yaml:52:11: error: no way leads to the state "watching" [8]
    definitions.weak-chart Workflows/lending/workflow.yaml:54:15: error: no way leads to the state "quiet" [5]
    definitions.weak-chart Workflows/lending/workflow.yaml:58:15: error: no way leads to the state "loud" [4]
    definitions.weak-chart Workflows/lending/workflow.yaml:65:7: error: no way leads to the state "back" [4]
  = on: {give: out} → on: [give]
    definitions.expected-mapping Workflows/lending/workflow.yaml:40:13: error: expected on as names with values (NAME: …), found a list [1]
    definitions.untaken-event Workflows/lending/workflow.yaml:67:7: error: no state of "loan" takes the event "give"; in the state that takes it: on: {give: …}; or leave it out [4]
    definitions.weak-chart Workflows/lending/workflow.yaml:39:7: error: the state "asked" has no way out and is not final: give it a transition, or let it be final [5]
    definitions.weak-chart Workflows/lending/workflow.yaml:41:7: error: no way leads to the state "out" [3]
    definitions.weak-chart Workflows/lending/workflow.yaml:45:11: error: no way leads to the state "keeping" [7]
    definitions.weak-chart Workflows/lending/workflow.yaml:49:15: error: no way leads to the state "kept" [4]
    definitions.weak-chart Workflows/lending/workflow.yaml:50:15: error: no way leads to the state "worn" [4]
    definitions.weak-chart Workflows/lending/workflow.yaml:52:11: error: no way leads to the state "watching" [8]
    definitions.weak-chart Workflows/lending/workflow.yaml:54:15: error: no way leads to the state "quiet" [5]
    definitions.weak-chart Workflows/lending/workflow.yaml:58:15: error: no way leads to the state "loud" [4]
    definitions.weak-chart Workflows/lending/workflow.yaml:65:7: error: no way leads to the state "back" [4]
  = parallel: true → parallel: maybe
    definitions.expected-boolean Workflows/lending/workflow.yaml:42:19: error: expected true or false for parallel, found "maybe" [5]
    definitions.weak-chart Workflows/lending/workflow.yaml:52:11: error: no way leads to the state "watching" [8]
    definitions.weak-chart Workflows/lending/workflow.yaml:54:15: error: no way leads to the state "quiet" [5]
    definitions.weak-chart Workflows/lending/workflow.yaml:58:15: error: no way leads to the state "loud" [4]
  = parallel: true → parallel: false
    definitions.weak-chart Workflows/lending/workflow.yaml:52:11: error: no way leads to the state "watching" [8]
    definitions.weak-chart Workflows/lending/workflow.yaml:54:15: error: no way leads to the state "quiet" [5]
    definitions.weak-chart Workflows/lending/workflow.yaml:58:15: error: no way leads to the state "loud" [4]
  = back: {final: true} → back: {final: false}
    definitions.weak-chart Workflows/lending/workflow.yaml:65:7: error: the state "back" has no way out and is not final: give it a transition, or let it be final [4]
  = back: {final: true} → back: {final: maybe}
    definitions.expected-boolean Workflows/lending/workflow.yaml:65:21: error: expected true or false for final, found "maybe" [5]
    definitions.weak-chart Workflows/lending/workflow.yaml:65:7: error: the state "back" has no way out and is not final: give it a transition, or let it be final [4]
  = entry: {set: {extended: 0}} → exit: {set: {extended: person}}
    definitions.wrong-type Workflows/lending/workflow.yaml:47:36: error: an integer is wanted here, not a text [6]
  = entry: {set: {extended: 0}} → exit: {raise: extnd}
    definitions.untaken-event Workflows/lending/workflow.yaml:23:5: error: "extnd" is raised, and no state of "loan" takes it; did you mean "extend"? [1]
  = entry: {set: {extended: 0}} → invoke: {nag: {kind: reminder, with: {loan: case}}}
    definitions.duplicate-name Workflows/lending/workflow.yaml:55:26: error: "nag" is invoked twice; give each its own name [3]
  = kept: {on → kept: {always: worn, on & worn: {on → worn: {always: kept, on
    definitions.endless Workflows/lending/workflow.yaml:23:5: error: loan never comes to rest: kept → worn → kept; give one of these transitions an event or a condition [1]
  = kept: {on → kept: {always: worn, on & worn: {on → worn: {always: {to: kept, when: long}, on
    definitions.endless Workflows/lending/workflow.yaml:23:5: warning: loan does not come to rest while long: kept → worn → kept; give one of these transitions an event or a condition [1]
  = kept: {on → kept: {always: before, on & worn: {on → worn: {always: kept, on
    definitions.endless Workflows/lending/workflow.yaml:23:5: error: loan never comes to rest: kept → before → kept; give one of these transitions an event or a condition [1]
  = initial: kept⏎ → initial: kept⏎            always: keeping⏎
    definitions.endless Workflows/lending/workflow.yaml:23:5: error: loan never comes to rest: kept → kept; give one of these transitions an event or a condition [1]
  = on: {extend: quiet} → always: hush & watching:⏎            states: → watching:⏎            initial: quiet⏎            states:⏎              hush: {always: quiet} & always: {when: long, to: loud} → always: loud
    definitions.endless Workflows/lending/workflow.yaml:23:5: error: loan never comes to rest: hush → quiet → loud → hush; give one of these transitions an event or a condition [1]
  = shelved: {on: {lose: lost}} → shelved: {always: aside, on: {lose: lost}}⏎      aside: {always: off}⏎      off: {always: aside}
    definitions.endless Workflows/lending/workflow.yaml:5:5: error: book never comes to rest: aside → off → aside; give one of these transitions an event or a condition [1]
  = {kind: reminder, id: '"n"', with: {loan: case}, cancel: withdraw} → {kind: reminder, with: {loan: case}} & - {send: withdraw, to: reminders} → - {raise: extend}
    definitions.unused Workflows/lending/workflow.yaml:21:14: warning: no case sends "withdraw", so it never happens; send: withdraw, to: …, in the case that it follows from [8]
  = {kind: reminder, id: '"n"', with: {loan: case}, cancel: withdraw} → {kind: reminder, with: {loan: case}} & - {send: withdraw, to: reminders} → - {send: withdraw, to: null}
  = - {send: withdraw, to: reminders} → - {raise: extend}
  = workflow: lending → title: x
    definitions.duplicate-key Workflows/lending/workflow.yaml:1:1: error: not YAML: the key "title" stands twice [1]
  = workflow: lending → region: north⏎workflow: lending
  = kinds: → kindz:
    definitions.unknown-key Workflows/lending/workflow.yaml:3:1: error: a workflow has no "kindz"; did you mean "kinds"? [5]
    definitions.unknown-kind Plugins/house/plugin.yaml:13:76: error: there is no kind "loan" [4]
    definitions.unknown-kind Plugins/house/plugin.yaml:14:38: error: there is no kind "loan" [4]
    definitions.unknown-kind Plugins/house/plugin.yaml:14:52: error: there is no kind "loan" [11]
    definitions.unknown-kind Plugins/house/plugin.yaml:17:10: error: there is no kind "loan" [4]
    definitions.unknown-kind Plugins/house/plugin.yaml:6:3: error: there is no kind "book" [4]
    definitions.unknown-kind Plugins/house/plugin.yaml:7:3: error: there is no kind "reminder" [8]
    definitions.unknown-kind Plugins/house/plugin.yaml:8:3: error: there is no kind "loan" [4]
  = confidential: true → confidential: no
    definitions.expected-boolean Workflows/lending/workflow.yaml:8:43: error: expected true or false for confidential, found "no" [2]
  = confidential: true → confidential: yes
    definitions.expected-boolean Workflows/lending/workflow.yaml:8:43: error: expected true or false for confidential, found "yes" [3]
  = confidential: true → confidential: false
  = {en: Book, nl: Boek} → {nl: Boek}
  = idle: extended = 0 → idle: "extended = \"x\""
    feel.incomparable Workflows/lending/workflow.yaml:32:1:1: error: a number and "x" can never be compared; one of them has to be converted [14]
  = idle: extended = 0 → idle: 'extended = ''x'''
    feel.unexpected Workflows/lending/workflow.yaml:32:1:12: error: expected an expression, found "'"; a text stands between double quotes [1]
  = idle: extended = 0 → idle: |⏎        extended =⏎          person
    feel.incomparable Workflows/lending/workflow.yaml:32:1:1: error: a number and a text can never be compared; one of them has to be converted [19]
  = idle: extended = 0 → idle: "extended = persn"
    feel.unknown-name Workflows/lending/workflow.yaml:32:25: error: nothing is called "persn" here; did you mean "person"? [5]
  = idle: extended = 0 → idle: >⏎        extended =⏎          persn
    feel.unknown-name Workflows/lending/workflow.yaml:32:2:3: error: nothing is called "persn" here; did you mean "person"? [5]
  = idle: extended = 0 → idle: count(others.idle) = 0
  = idle: extended = 0 → idle: days.years = end
    feel.unknown-property Workflows/lending/workflow.yaml:32:13: error: a duration of days has no "years" [10]
  = due: end → due: event.start
  = due: end → due: '@"2030-01-01T00:00:00"'
  = due: end → due: '@"2030-01-01"'
  = due: end → due: null
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, and this is nothing at all; a date that may be there, as of a field [4]
  = {at: end → {at: '@"P1D"'
    definitions.wrong-type Workflows/lending/workflow.yaml:71:26: error: a timer's "at" is a date, or a date and time, not a duration of days [6]
  = {at: end → {at: event.start
  = fires: expire → fires: [expire]
    definitions.expected-text Workflows/lending/workflow.yaml:71:46: error: expected an event as one text, found a list [1]
    definitions.missing-part Workflows/lending/workflow.yaml:71:20: error: a timer says when and what: {at: end, in: execution, fires: expire} [1]
  = fires: expire → fires: exspire
    definitions.unknown-event Workflows/lending/workflow.yaml:71:46: error: there is no event "exspire"; did you mean "expire"? [7]
  = fires: expire → fires: lose
    definitions.unknown-event Workflows/lending/workflow.yaml:71:46: error: there is no event "lose"; events: {lose: {by: clock}} [4]
  = in: out, fires → in: [out], fires
  = that: count(others) < 9, in: asked → that: event.start > event.end
  = that: count(others) < 9, in: asked → that: event.note = 3
    feel.incomparable Workflows/lending/workflow.yaml:67:90: error: a text and a number can never be compared; one of them has to be converted [14]
  = that: count(others) < 9, in: asked → that: event.nte = null
    feel.unknown-property Workflows/lending/workflow.yaml:67:90: error: a context has no "nte"; did you mean "note"? [9]
  = that: count(others) < 9, in: asked → that: 1 = 1
    definitions.constant-condition Workflows/lending/workflow.yaml:67:90: error: this condition always holds, whatever the case is; leave it out [5]
  = that: count(others) < 9, in: asked → that: null
  = that: count(others) < 9, in: asked → that: person
    feel.not-a-boolean Workflows/lending/workflow.yaml:67:90: error: a condition is true or false; this is a text; compare it with something [6]
  = that: count(others) < 9, in: asked → that: [1]
    definitions.expected-text Workflows/lending/workflow.yaml:67:90: error: expected an expression as one text, found a list [1]
  = that: count(others) < 9, in: asked → in: asked
    definitions.missing-part Workflows/lending/workflow.yaml:67:71: error: a requirement has a name and a condition; - {name: NAME, that: CONDITION} [1]
  = that: count(others) < 9, in: asked → that: 1 +
    feel.unexpected-end Workflows/lending/workflow.yaml:67:93: error: expected an expression, found the end [0]
  = name: free,  → 
    definitions.missing-part Workflows/lending/workflow.yaml:67:71: error: a requirement has a name and a condition; - {name: NAME, that: CONDITION} [1]
  = person: text → person: {type: text, initial: 3}
    definitions.wrong-type Workflows/lending/workflow.yaml:25:37: error: a text is wanted here, not a number [1]
  = person: text → person: {type: text, initial: extended}
    definitions.wrong-type Workflows/lending/workflow.yaml:25:37: error: a text is wanted here, not a number [8]
  = person: text → person: {initial: 1 +}
    feel.unexpected-end Workflows/lending/workflow.yaml:25:28: error: expected an expression, found the end [0]
  = note: text → note: {type: text, initial: 3}
    definitions.wrong-type Workflows/lending/workflow.yaml:67:75: error: a text is wanted here, not a number [1]
  = end: , → end: {initial: 3},
  = note: text → extended: integer
    definitions.shadowed-field Workflows/lending/workflow.yaml:67:47: error: "extended" is a field of the case too: with a type of its own it is another, which nothing stores or reads; leave the type out to set the case's field (extended: ), or read it as event.extended [8]
  = note: text → note: {type: text, confidential: true}
    definitions.unread-field Workflows/lending/workflow.yaml:67:47: error: loan.note is confidential, and nobody may read it; name who may: readers: [ROLE], here or in a plugin (readers: {loan.note: [ROLE]}) [4]
  = note: text → note: {type: text, readers: keepr}
    definitions.unknown-role Workflows/lending/workflow.yaml:67:75: error: there is no role "keepr"; did you mean "keeper"? [5]
  = note: text → extended: {type: text}
    definitions.shadowed-field Workflows/lending/workflow.yaml:67:47: error: "extended" is a field of the case too, of type integer: what is given here as text would not be stored; leave the type out to set the case's field, or choose another name [8]
  = note: text → extended: {title: More}
  = note: text → extended: null
  = note: text → extended: ~
  = note: text → extended: required
  = note: text → nte: 
    definitions.unknown-field Workflows/lending/workflow.yaml:67:52: error: "nte" is no field of the case, so its type must be said; its fields are: book, person, start, end, extended [0]
  = note: text → nte: required
    definitions.unknown-field Workflows/lending/workflow.yaml:67:52: error: "nte" is no field of the case, so its type must be said; nte: text required; or the name of a field of the case [8]
  = note: text → nte: {required: maybe}
    definitions.expected-boolean Workflows/lending/workflow.yaml:67:63: error: expected true or false for required, found "maybe" [5]
  = note: text → name: text
  = name: text required → name: list of list of txt
    definitions.unknown-type Workflows/lending/workflow.yaml:7:13: error: there is no type or kind "txt"; did you mean "text"? [19]
  = name: text required → name: [text, [b]]
    definitions.expected-text Workflows/lending/workflow.yaml:7:20: error: expected the words of a choice as one text, found a list [1]
  = name: text required → name: {type: {a: b}}
  = loans: {of: loan, via: book} → loans: book
    definitions.expected-mapping Workflows/lending/workflow.yaml:10:22: error: expected a query as names with values (NAME: …), found "book" [4]
    definitions.missing-part Workflows/lending/workflow.yaml:10:22: error: a query says of which kind: of: KIND [4]
  = loans: {of: loan, via: book} → name: {of: loan}
  = loans: {of: loan, via: book} → loans: {of: loan, via: bok}
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "loan" has no field "bok" that refers to a case; did you mean "book"? [3]
  = within: [book] → within: book
  = within: [book] → within: [book, person]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:20: error: "person" is no field that refers to a case; fields that do are: book [6]
  = within: [book] → within: {a: b}
    definitions.expected-list Workflows/lending/workflow.yaml:74:13: error: expected fields as a list ([…, …]), found names with values [1]
  = accounts: person → accounts: persn
    definitions.unknown-field Workflows/lending/workflow.yaml:73:15: error: there is no field "persn"; did you mean "person"? [5]
  = until: end} → until: ennd}
    definitions.unknown-field Workflows/lending/workflow.yaml:72:74: error: there is no field "ennd"; did you mean "end"? [4]
  = a: delegation, in: out → a: [delegation], in: out
    definitions.expected-text Workflows/lending/workflow.yaml:72:17: error: expected a word as one text, found a list [1]
    definitions.missing-part Workflows/lending/workflow.yaml:72:13: error: grants say what and in which state: {a: assignment, in: in force, …} [1]
  = lose: {} → lose: {by: [role]}
    definitions.expected-text Workflows/lending/workflow.yaml:15:18: error: expected who brings it about as one text, found a list [1]
  = lose: {} → lose: {by: engine}
    definitions.unused Workflows/lending/workflow.yaml:15:7: warning: no case sends "lose", so it never happens; send: lose, to: …, in the case that it follows from [4]
  = lose: {} → lose: {by: clock}
    definitions.no-timer Workflows/lending/workflow.yaml:15:7: error: no timer fires "lose", so it never happens; timers: {lose: {at: …, fires: lose}}, or let a role bring it about [4]
  = lose: {} → lose: {title: {en: Lose}}
  = {by: engine} → {by: engin}
    definitions.unknown-word Workflows/lending/workflow.yaml:21:29: error: an event is brought about by role, clock or engine, not "engin" [5]
  = name: text required → name: text required⏎      late: {type: text, at creation: false}
    definitions.unused Workflows/lending/workflow.yaml:8:7: warning: nobody gives "late", and nothing sets it; take it in an event (fields: {late: }), set it, or leave it out [4]
  = name: text required → name: text required⏎      late: {type: text, at creation: false, initial: '"x"'}
  = name: text required → name: text required⏎      late: {type: text, at creation: true}
  = name: text required → name: text required⏎      late: {type: text, at creation: maybe}
    definitions.expected-boolean Workflows/lending/workflow.yaml:8:39: error: expected true or false for at creation, found "maybe" [5]
  = name: text required → name: text required⏎      name: text
    definitions.duplicate-key Workflows/lending/workflow.yaml:7:7: error: not YAML: the key "name" stands twice [1]
  = book:⏎ → store:⏎
    definitions.missing-line Workflows/lending/workflow.yaml:15:7: error: no RASCI line says who may lose a store; add it in a plugin: rasci: {store: {lose: {R: …, A: …}}} [4]
    definitions.missing-line Workflows/lending/workflow.yaml:5:5: error: no RASCI line says who may create a store; add it in a plugin: rasci: {store: {create: {R: …, A: …}}} [1]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:14: error: "book" is no field that refers to a case [4]
    definitions.unknown-kind Plugins/house/plugin.yaml:6:3: error: there is no kind "book" [4]
    definitions.unknown-type Workflows/lending/workflow.yaml:24:13: error: there is no type or kind "book"; types are text, number, integer, amount, boolean, date, date and time, duration, document, any, case, a list of one, or the name of a kind [13]
  = shelf: [high, low] → case: text
    definitions.reserved-name Workflows/lending/workflow.yaml:9:7: error: "case" cannot be a name here: it is a word of the expressions; choose another, as "case date" or "votes case" [4]
  = shelf: [high, low] → occurrence: text
    definitions.reserved-name Workflows/lending/workflow.yaml:9:7: error: "occurrence" cannot be a name here: it is a word of the expressions; choose another, as "occurrence date" or "votes occurrence" [10]
  = shelf: [high, low] → item: text
    definitions.reserved-name Workflows/lending/workflow.yaml:9:7: error: "item" cannot be a name here: it is a word of the expressions; choose another, as "item date" or "votes item" [4]
  = shelf: [high, low] → if: text
    definitions.reserved-name Workflows/lending/workflow.yaml:9:7: error: "if" cannot be a name here: it is a word of the expressions; choose another, as "if date" or "votes if" [2]
  = others: → others: ⏎      others:
    definitions.duplicate-key Workflows/lending/workflow.yaml:34:7: error: not YAML: the key "others" stands twice [1]
  = states:⏎      shelved: {on: {lose: lost}}⏎      lost: {final: true} → states: [shelved]
    definitions.expected-mapping Workflows/lending/workflow.yaml:11:13: error: expected states as names with values (NAME: …), found a list [1]
    definitions.illegal-chart Workflows/lending/workflow.yaml:11:13: error: the chart has no states [1]
  = idle: extended = 0 → idle: extended = & 'end = null or end >= start' → idle
    feel.unexpected-end Workflows/lending/workflow.yaml:32:23: error: expected an expression, found the end [0]
  = idle: extended = 0 → idle: extended⏎      idler: idle⏎      idlest: idler + person
    feel.wrong-operand Workflows/lending/workflow.yaml:34:15: error: a text cannot be added to a number [14]
  = idle: extended = 0 → idle: extended⏎      idler: idle⏎      idlest: idler + 1
  = loan: loan required}⏎ → loan: loan required}⏎    derived: {latest: loan.newest}⏎ & idle: extended = 0 → newest: max(reminders.latest)
    definitions.derived-order Workflows/lending/workflow.yaml:18:23: error: "latest" is computed from itself, by way of loan.newest; a circle cannot be computed [11]
  = loan: loan required}⏎ → loan: loan required}⏎    derived: {latest: loan.days}⏎ & idle: extended = 0 → newest: max(reminders.latest)
  = loan: loan required}⏎ → loan: loan required}⏎    derived: {latest: loan.days}⏎ & idle: extended = 0 → newest: case.days
    feel.unknown-property Workflows/lending/workflow.yaml:33:15: error: a loan has no "days"; it has: book, person, start, end, extended, id, state, states, kind, created, entry, disputed [9]
  = name: text required → name: text required⏎      late: {type: text, at creation: false} & lose: {} → lose: {fields: {late: }}
  = name: text required → name: text required⏎      late: {type: text, at creation: false} & {lose: lost} → {lose: {to: lost, do: {set: {late: name}}}}
  = lose: {} → lose: {}⏎      zap: {by: engine} & {lose: lost} → {lose: lost, zap: }
    definitions.unused Workflows/lending/workflow.yaml:16:7: warning: no case sends "zap", so it never happens; send: zap, to: …, in the case that it follows from [3]
  = lose: {} → lose: {}⏎      zap: {by: engine} & {lose: lost} → {lose: lost, zap: } & - {send: withdraw, to: reminders} → - {send: zap, to: null}
  = lose: {} → lose: {}⏎      zap: {by: engine} & {lose: lost} → {lose: lost, zap: } & - {send: withdraw, to: reminders} → - {send: zap, to: book}
  = lose: {} → lose: {}⏎      zap: {by: clock} & {lose: lost} → {lose: lost, zap: }
    definitions.no-timer Workflows/lending/workflow.yaml:16:7: error: no timer fires "zap", so it never happens; timers: {zap: {at: …, fires: zap}}, or let a role bring it about [3]
  = lose: {} → lose: {by: engine} & default: {R: keeper, A: keeper, I: reader} → lose: {R: keeper, A: keeper, I: reader}
    definitions.wrong-source Plugins/house/plugin.yaml:6:10: error: "lose" is not brought about by a role; the engine does it: leave the line out [4]
  = lose: {} → lose: {}⏎      create: {by: engine} & default: {R: keeper, A: keeper, I: reader} → default: {R: reader, A: keeper, approval: before}
    definitions.unused Workflows/lending/workflow.yaml:16:7: warning: no case sends "create", so it never happens; send: create, to: …, in the case that it follows from [6]
  = lose: {} → lose: {}⏎      create: {fields: {}} & default: {R: keeper, A: keeper, I: reader} → lose: {R: keeper, A: keeper, I: reader}
    definitions.missing-line Workflows/lending/workflow.yaml:16:7: error: no RASCI line says who may create a book; add it in a plugin: rasci: {book: {create: {R: …, A: …}}} [6]
  = default: {R: keeper, A: keeper, I: reader} → lose: {R: keeper, A: keeper, I: reader}, create: {R: reader, A: keeper, approval: before}
    definitions.creation-awaits-approval Plugins/house/plugin.yaml:6:51: error: creating a book cannot wait for approval: there would be no case to approve it on; give create a line of its own with approval: after, or let an event after it be approved [6]
  = default: {R: keeper, A: keeper, I: reader} → default: {R: reader, A: keeper, approval: before}, create: {R: keeper, A: keeper, I: reader}
  = default: {R: keeper, A: keeper, I: reader} → default: {R: reader, A: keeper, approval: before}, lose: {R: keeper, A: keeper, I: reader}
    definitions.creation-awaits-approval Plugins/house/plugin.yaml:6:10: error: creating a book cannot wait for approval: there would be no case to approve it on; give create a line of its own with approval: after, or let an event after it be approved [7]
  = default: {R: keeper, A: keeper, I: reader} → create: {R: keeper, A: keeper, I: reader}
    definitions.missing-line Workflows/lending/workflow.yaml:15:7: error: no RASCI line says who may lose a book; add it in a plugin: rasci: {book: {lose: {R: …, A: …}}} [4]
  = confidential: true, readers: keeper → confidential: true & {default: [keeper → {confidential: keeper, default: [keeper
  = confidential: true, readers: keeper → confidential: true & {default: [keeper → {book.price: keeper, default: [keeper
  = confidential: true, readers: keeper → confidential: true & {default: [keeper → {book: keeper, default: [keeper
    definitions.unread-field Workflows/lending/workflow.yaml:8:7: error: book.price is confidential, and nobody may read it; name who may: readers: [ROLE], here or in a plugin (readers: {book.price: [ROLE]}) [5]
  = confidential: true, readers: keeper → confidential: true & lose: {} → lose: {fields: {price: , price tag: {confidential: true}}}
    definitions.unread-field Workflows/lending/workflow.yaml:15:32: error: book.price tag is confidential, and nobody may read it; name who may: readers: [ROLE], here or in a plugin (readers: {book.price tag: [ROLE]}) [9]
    definitions.unread-field Workflows/lending/workflow.yaml:8:7: error: book.price is confidential, and nobody may read it; name who may: readers: [ROLE], here or in a plugin (readers: {book.price: [ROLE]}) [5]
  = {keeper: Keeper → {keeper: {de: K}
    definitions.no-language Plugins/house/plugin.yaml:3:17: error: expected a title in en, nl or both [1]
    definitions.unknown-key Plugins/house/plugin.yaml:3:18: error: a title has no "de"; it has: en, nl [2]
  = {keeper: Keeper → {keeper: [K]
    definitions.expected-text Plugins/house/plugin.yaml:3:17: error: expected a title as one text or as {en: …, nl: …}, found a list [1]
  = rasci: → rasco:
    definitions.missing-line Workflows/lending/workflow.yaml:15:7: error: no RASCI line says who may lose a book; add it in a plugin: rasci: {book: {lose: {R: …, A: …}}} [4]
    definitions.missing-line Workflows/lending/workflow.yaml:17:5: error: no RASCI line says who may create a reminder; add it in a plugin: rasci: {reminder: {create: {R: …, A: …}}} [1]
    definitions.missing-line Workflows/lending/workflow.yaml:23:5: error: no RASCI line says who may create a loan; add it in a plugin: rasci: {loan: {create: {R: …, A: …}}} [1]
    definitions.missing-line Workflows/lending/workflow.yaml:5:5: error: no RASCI line says who may create a book; add it in a plugin: rasci: {book: {create: {R: …, A: …}}} [1]
    definitions.missing-line Workflows/lending/workflow.yaml:67:7: error: no RASCI line says who may give a loan; add it in a plugin: rasci: {loan: {give: {R: …, A: …}}} [4]
    definitions.missing-line Workflows/lending/workflow.yaml:68:7: error: no RASCI line says who may extend a loan; add it in a plugin: rasci: {loan: {extend: {R: …, A: …}}} [6]
    definitions.missing-line Workflows/lending/workflow.yaml:69:7: error: no RASCI line says who may return a loan; add it in a plugin: rasci: {loan: {return: {R: …, A: …}}} [6]
    definitions.unknown-key Plugins/house/plugin.yaml:5:1: error: a plugin has no "rasco"; did you mean "rasci"? [5]
  = R: keeper, A: keeper, I: reader → R: kepper, A: keeper
    definitions.approval-unsaid Plugins/house/plugin.yaml:6:10: error: book, default: others than keeper (A) may act; when does it approve?; approval: before, or approval: after [7]
    definitions.no-responsible Plugins/house/plugin.yaml:6:10: error: book, default has no R: nobody may do it; R: the role or roles that act [7]
    definitions.unknown-role Plugins/house/plugin.yaml:6:23: error: there is no role "kepper"; did you mean "keeper"? [6]
  = R: keeper, A: keeper, I: reader → R: [[keeper]], A: keeper
    definitions.approval-unsaid Plugins/house/plugin.yaml:6:10: error: book, default: others than keeper (A) may act; when does it approve?; approval: before, or approval: after [7]
    definitions.expected-text Plugins/house/plugin.yaml:6:24: error: expected roles as one text, found a list [1]
    definitions.no-responsible Plugins/house/plugin.yaml:6:10: error: book, default has no R: nobody may do it; R: the role or roles that act [7]
  = book: {default: {R: keeper, A: keeper, I: reader}} → book: none
    definitions.expected-mapping Plugins/house/plugin.yaml:6:9: error: expected RASCI lines as names with values (NAME: …), found "none" [4]
    definitions.missing-line Workflows/lending/workflow.yaml:15:7: error: no RASCI line says who may lose a book; add it in a plugin: rasci: {book: {lose: {R: …, A: …}}} [4]
    definitions.missing-line Workflows/lending/workflow.yaml:5:5: error: no RASCI line says who may create a book; add it in a plugin: rasci: {book: {create: {R: …, A: …}}} [1]
  = approval: same → approval: [same]
    definitions.expected-text Plugins/house/plugin.yaml:10:44: error: expected same, before or after as one text, found a list [1]
  = approval: same → approval: after
  = four eyes: true → four eyes: maybe
    definitions.expected-boolean Plugins/house/plugin.yaml:11:65: error: expected true or false for four eyes, found "maybe" [5]
  = {R: keeper, A: keeper, approval: before, four eyes: true} → {R: keeper, A: keeper, approval: same, four eyes: true}
    definitions.four-eyes-alone Plugins/house/plugin.yaml:11:63: error: loan.extend: four eyes are two persons, so somebody else must agree; approval: before, or approval: after; keeper may be on both sides [4]
  = {R: keeper, A: keeper, approval: before, four eyes: true} → {R: keeper, A: keeper, approval: same, four eyes: false}
  = because: Two hands → because: {de: Zwei}
    definitions.no-language Plugins/house/plugin.yaml:12:57: error: expected because in en, nl or both [1]
    definitions.unknown-key Plugins/house/plugin.yaml:12:58: error: because has no "de"; it has: en, nl [2]
  = because: Two hands → why: Two hands
    definitions.unknown-key Plugins/house/plugin.yaml:12:48: error: a separation has no "why"; it has: roles, apart from, anywhere, because [3]
  = title: An end after the start → title: [a]
    definitions.expected-text Plugins/house/plugin.yaml:13:29: error: expected a sentence as one text or as {en: …, nl: …}, found a list [1]
  = source: article 1 → source: [a]
    definitions.expected-text Plugins/house/plugin.yaml:13:61: error: expected an article or decision as one text, found a list [1]
  = of: loan, in: [out → of: [loan], in: [out
    definitions.expected-text Plugins/house/plugin.yaml:13:76: error: expected a kind as one text, found a list [1]
  = in: [out, back], holds → in: out, holds
  = in: [out, back], holds → in: bck, holds
    definitions.unknown-state Plugins/house/plugin.yaml:13:86: error: "loan" has no state "bck"; did you mean "back"? [3]
  = 'end = null or end >= start' → [a]
    definitions.expected-text Plugins/house/plugin.yaml:13:106: error: expected an expression as one text, found a list [1]
  = 'end = null or end >= start' → 1 +
    feel.unexpected-end Plugins/house/plugin.yaml:13:109: error: expected an expression, found the end [0]
  = 'end = null or end >= start' → today() > end
    definitions.passing-law Plugins/house/plugin.yaml:13:106: error: a law holds of how things stand, so it may not ask today(); let the clock bring about an event (timers), and state what must hold in the state it leads to [13]
  = 'end = null or end >= start' → now() = null
    definitions.passing-law Plugins/house/plugin.yaml:13:106: error: a law holds of how things stand, so it may not ask now(); let the clock bring about an event (timers), and state what must hold in the state it leads to [12]
  = 'end = null or end >= start' → event = null
    definitions.passing-law Plugins/house/plugin.yaml:13:106: error: a law holds of how things stand, and knows no "event"; name fields of the loan [12]
  = 'end = null or end >= start' → actor = null
    definitions.passing-law Plugins/house/plugin.yaml:13:106: error: a law holds of how things stand, and knows no "actor"; name fields of the loan [12]
  = 'end = null or end >= start' → item = null
    definitions.passing-law Plugins/house/plugin.yaml:13:106: error: a law holds of how things stand, and knows no "item"; name fields of the loan [11]
  = 'end = null or end >= start' → occurrence = null
    definitions.passing-law Plugins/house/plugin.yaml:13:106: error: a law holds of how things stand, and knows no "occurrence"; name fields of the loan [17]
  = 'end = null or end >= start' → 1 = 2
    definitions.constant-condition Plugins/house/plugin.yaml:13:106: error: this condition never holds, whatever the case is; compare something of the case [5]
  = 'end = null or end >= start' → person
    feel.not-a-boolean Plugins/house/plugin.yaml:13:106: error: a condition is true or false; this is a text; compare it with something [6]
  = , holds: 'end = null or end >= start' → 
    definitions.missing-part Plugins/house/plugin.yaml:13:8: error: the law has no "holds"; holds: a condition over its fields [11]
  = {default: [keeper, reader], loan → {default: [keepr], loan
    definitions.unknown-role Plugins/house/plugin.yaml:14:21: error: there is no role "keepr"; did you mean "keeper"? [5]
  = loan.person: keeper → loan.note: keeper
  = loan.person: keeper → loan.x.y: keeper
    definitions.unknown-field Plugins/house/plugin.yaml:14:52: error: "loan" has no field "x.y"; its fields are: book, case, end, extended, note, person, start, state [8]
  = loan.person: keeper → lan.person: keeper
    definitions.unknown-kind Plugins/house/plugin.yaml:14:52: error: there is no kind "lan"; did you mean "loan"? [10]
  = weekend: [saturday → weekend: [[saturday]
    definitions.expected-text Plugins/house/plugin.yaml:19:13: error: expected weekdays as one text, found a list [1]
  = easter: 1} → easter: [1]}
    definitions.expected-text Plugins/house/plugin.yaml:21:37: error: expected days after Easter Sunday as one text, found a list [1]
  = easter: 1} → easter: 1.5}
    definitions.expected-integer Plugins/house/plugin.yaml:21:37: error: expected a whole number for days after Easter Sunday, found "1.5" [3]
  = on: 04-27 → on: [04-27]
    definitions.expected-text Plugins/house/plugin.yaml:22:21: error: expected a date as one text, found a list [1]
    definitions.expected-text Plugins/house/plugin.yaml:22:21: error: expected a month and day as one text, found a list [1]
  = on: 04-27 → on: 04-31
    definitions.expected-month-day Plugins/house/plugin.yaml:22:21: error: expected a month and day such as 04-27, found "04-31" [5]
  = on: 04-27 → on: 13-01
    definitions.expected-month-day Plugins/house/plugin.yaml:22:21: error: expected a month and day such as 04-27, found "13-01" [5]
  = on: 04-27 → on: 02-29
  = on: 04-27 → on: 04-27-01
    definitions.expected-month-day Plugins/house/plugin.yaml:22:21: error: expected a month and day such as 04-27, found "04-27-01" [8]
  = then: 04-26 → then: 04-31
    definitions.expected-month-day Plugins/house/plugin.yaml:22:48: error: expected a month and day such as 04-27, found "04-31" [5]
  = when: sunday → when: [sunday]
    definitions.expected-text Plugins/house/plugin.yaml:22:34: error: expected a weekday as one text, found a list [1]
  = since: 2014 → since: x
    definitions.expected-integer Plugins/house/plugin.yaml:22:62: error: expected a whole number for since, found "x" [1]
  = every: 5 → every: x
    definitions.expected-integer Plugins/house/plugin.yaml:23:36: error: expected a whole number for every, found "x" [1]
  = on: 2031-05-05 → on: 2031-02-29
    definitions.expected-month-day Plugins/house/plugin.yaml:23:17: error: expected a month and day such as 04-27, found "2031-02-29" [10]
  = ahead: P14D → ahead: P2M
  = ahead: P14D → ahead: [P2M]
    definitions.expected-text Plugins/house/plugin.yaml:17:76: error: expected a duration as one text, found a list [1]
  = in: out, rule → in: ot, rule
    definitions.unknown-state Plugins/house/plugin.yaml:17:20: error: "loan" has no state "ot"; did you mean "out"? [2]
  = rule: FREQ=YEARLY → rule: [FREQ=YEARLY]
    definitions.expected-text Plugins/house/plugin.yaml:17:31: error: expected a recurrence as one text, found a list [1]
  = from: start, until: end, ahead → from: person, until: end, ahead
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not a text [6]
  = until: end, ahead → until: 1 +, ahead
    feel.unexpected-end Plugins/house/plugin.yaml:17:67: error: expected an expression, found the end [0]
  = create: reminder → create: remindr
    definitions.unknown-kind Workflows/lending/workflow.yaml:60:30: error: there is no kind "remindr"; did you mean "reminder"? [7]
  = create: reminder → create: [reminder]
    definitions.expected-text Workflows/lending/workflow.yaml:60:30: error: expected a kind as one text, found a list [1]
  = with: {loan: case}}⏎calendar → with: {loan: 1 +}}⏎calendar
    feel.unexpected-end Plugins/house/plugin.yaml:17:127: error: expected an expression, found the end [0]
  = constants: {most: 3} → constants: {most: 3 +}
    definitions.weak-chart Workflows/lending/workflow.yaml:49:15: error: the transition of "extend" never has its turn: an earlier one without a condition always takes it [4]
    feel.unexpected-end Plugins/house/plugin.yaml:4:22: error: expected an expression, found the end [0]
    feel.unknown-name Workflows/lending/workflow.yaml:49:64: error: nothing is called "most" here; known here: book, person, start, end, extended, days, long, idle, others, reminders, rest, case, event, actor, item, occurrence, id, state [4]
  = constants: {most: 3} → constants: {most: nothing}
    definitions.weak-chart Workflows/lending/workflow.yaml:49:15: error: the transition of "extend" never has its turn: an earlier one without a condition always takes it [4]
    feel.unknown-name Plugins/house/plugin.yaml:4:19: error: nothing is called "nothing" here [7]
    feel.unknown-name Workflows/lending/workflow.yaml:49:64: error: nothing is called "most" here; known here: book, person, start, end, extended, days, long, idle, others, reminders, rest, case, event, actor, item, occurrence, id, state [4]
  = constants: {most: 3} → constants: {most: '"three"'}
    feel.incomparable Workflows/lending/workflow.yaml:49:53: error: a number and a text can never be compared; one of them has to be converted [15]
  = constants: {most: 3} → constants: {most: '"high"'}
    feel.incomparable Workflows/lending/workflow.yaml:49:53: error: a number and a text can never be compared; one of them has to be converted [15]
  = constants: {most: 3} → constants: {most: function(x) x}
    feel.incomparable Workflows/lending/workflow.yaml:49:53: error: a number and a function can never be compared; one of them has to be converted [15]
  = constants: {most: 3} → constants: {most: 'function(x) y'}
    definitions.weak-chart Workflows/lending/workflow.yaml:49:15: error: the transition of "extend" never has its turn: an earlier one without a condition always takes it [4]
    feel.unknown-name Plugins/house/plugin.yaml:4:32: error: nothing is called "y" here; did you mean "x"? [1]
    feel.unknown-name Workflows/lending/workflow.yaml:49:64: error: nothing is called "most" here; known here: book, person, start, end, extended, days, long, idle, others, reminders, rest, case, event, actor, item, occurrence, id, state [4]
  = title: House → title: {de: Haus}
    definitions.no-language Plugins/house/plugin.yaml:2:8: error: expected a title in en, nl or both [1]
    definitions.unknown-key Plugins/house/plugin.yaml:2:9: error: a title has no "de"; it has: en, nl [2]
  = title: House → workflows: [lending]
  = title: House → workflows: [[lending]]
    definitions.expected-text Plugins/house/plugin.yaml:2:13: error: expected workflows as one text, found a list [1]
  = title: House → workflows: lendig
    definitions.unknown-kind Plugins/house/plugin.yaml:13:76: error: there is no kind "loan" [4]
    definitions.unknown-kind Plugins/house/plugin.yaml:14:38: error: there is no kind "loan" [4]
    definitions.unknown-kind Plugins/house/plugin.yaml:14:52: error: there is no kind "loan" [11]
    definitions.unknown-kind Plugins/house/plugin.yaml:17:10: error: there is no kind "loan" [4]
    definitions.unknown-kind Plugins/house/plugin.yaml:6:3: error: there is no kind "book" [4]
    definitions.unknown-kind Plugins/house/plugin.yaml:7:3: error: there is no kind "reminder" [8]
    definitions.unknown-kind Plugins/house/plugin.yaml:8:3: error: there is no kind "loan" [4]
    definitions.unknown-workflow Plugins/house/plugin.yaml:2:12: error: there is no workflow "lendig"; did you mean "lending"? [6]
  = title: House → workflows: []
  = plugin: house → plugin: [house]
    definitions.expected-text Plugins/house/plugin.yaml:1:9: error: expected a name as one text, found a list [1]
  = plugin: house → region: [north]
    definitions.expected-text Plugins/house/plugin.yaml:1:9: error: expected the name of a region as one text, found a list [1]
  = law of ends: { → law of starts: {title: a, source: b, of: loan, holds: book = null}, law of ends: {
  = {on: loan, in: out, rule: FREQ=YEARLY, from: start, until: end, ahead: P14D, create: reminder, id: '"s"', with: {loan: case} → {in: out, rule: FREQ=YEARLY, from: start, until: end, ahead: P14D, create: reminder, id: '"s"', with: {loan: case}
    definitions.missing-part Plugins/house/plugin.yaml:16:3: error: the schedule has no "on" [8]
  = {on: loan, in: out, rule: FREQ=YEARLY, from: start, until: end, ahead: P14D, create: reminder, id: '"s"', with: {loan: case} → {on: loan, in: out, from: start, until: end, ahead: P14D, create: reminder, id: '"s"', with: {loan: case}
    definitions.missing-part Plugins/house/plugin.yaml:16:3: error: the schedule has no "rule"; rule:, from: and until: for what comes round, or date: for what comes once [8]
  = {on: loan, in: out, rule: FREQ=YEARLY, from: start, until: end, ahead: P14D, create: reminder, id: '"s"', with: {loan: case} → {on: loan, in: out, rule: FREQ=YEARLY, until: end, ahead: P14D, create: reminder, id: '"s"', with: {loan: case}
    definitions.missing-part Plugins/house/plugin.yaml:16:3: error: the schedule has no "from" [8]
  = {on: loan, in: out, rule: FREQ=YEARLY, from: start, until: end, ahead: P14D, create: reminder, id: '"s"', with: {loan: case} → {on: loan, in: out, rule: FREQ=YEARLY, from: start, ahead: P14D, create: reminder, id: '"s"', with: {loan: case}
    definitions.missing-part Plugins/house/plugin.yaml:16:3: error: the schedule has no "until" [8]
  = {on: loan, in: out, rule: FREQ=YEARLY, from: start, until: end, ahead: P14D, create: reminder, id: '"s"', with: {loan: case} → {on: loan, in: out, rule: FREQ=YEARLY, from: start, until: end, ahead: P14D, id: '"s"', with: {loan: case}
    definitions.missing-part Plugins/house/plugin.yaml:16:3: error: the schedule has no "create" [8]
  = {on: loan, in: out, rule: FREQ=YEARLY, from: start, until: end, ahead: P14D, create: reminder, id: '"s"', with: {loan: case} → {on: loan, in: out, rule: FREQ=YEARLY, from: start, until: end, ahead: P14D, create: reminder, with: {loan: case}
    definitions.missing-part Plugins/house/plugin.yaml:16:3: error: the schedule has no "id" [8]
  = reader: Reader} → reader: Reader, guest: Guest} & I: reader → I: guest
  = reader: Reader} → reader: Reader, guest: Guest} & I: reader → S: guest
  = reader: Reader} → reader: Reader, guest: Guest} & I: reader → C: guest
  = reader: Reader} → reader: Reader, guest: Guest} & R: keeper, A: keeper, I: reader → R: guest, A: keeper, approval: after
  = reader: Reader} → reader: Reader, guest: Guest} & R: keeper, A: keeper, I: reader → R: keeper, A: guest, approval: after
  = reader: Reader} → reader: Reader, guest: Guest} & roles: [keeper, reader], because → roles: [keeper, guest], because
  = reader: Reader} → reader: Reader, guest: Guest} & {default: [keeper, reader] → {default: guest
  = reader: Reader} → reader: Reader, guest: Guest} & {default: [keeper, reader] → {confidential: guest
  = reader: Reader} → reader: Reader, guest: Guest} & loan: reader, → loan: guest,
  = reader: Reader} → reader: Reader, guest: Guest} & loan.person: keeper → loan.person: guest
  = reader: Reader} → reader: Reader, guest: Guest} & readers: keeper} → readers: guest}
  = reader: Reader} → reader: Reader, guest: Guest} & note: text → note: {type: text, readers: guest}
  = reader: Reader} → reader: Reader, guest: Guest} & initial: asked → readers: guest⏎    initial: asked
  = extended < most, do → extended < least, do & {most:  → {least: 1, most: 
    definitions.unused Plugins/house/plugin.yaml:4:29: warning: nothing reads the constant "most"; leave it out, or use it where its value is written again [1]
  = idle: extended = 0 → idle: extended = least & {most:  → {least: 1, most: 
  = {at: end → {at: date(least, 1, 1) & {most:  → {least: 1, most: 
    definitions.unknown-key Workflows/lending/workflow.yaml:71:37: error: a timer has no "1"; it has: at, in, fires [1]
    definitions.unknown-key Workflows/lending/workflow.yaml:71:40: error: a timer has no "1)"; an expression with a comma stands between quotes here [2]
    feel.unexpected-end Workflows/lending/workflow.yaml:71:35: error: expected ")" after the arguments, found the end [0]
  = person: text → person: {type: text, initial: string(least)} & {most:  → {least: 1, most: 
  = that: count(others) < 9, in: asked → that: least < extended & {most:  → {least: 1, most: 
  = due: end → due: date(least, 1, 1) & {most:  → {least: 1, most: 
    definitions.unknown-key Workflows/lending/workflow.yaml:68:33: error: an event has no "1"; it has: title, was, fields, requires, by, due, tells, notice [1]
    definitions.unknown-key Workflows/lending/workflow.yaml:68:36: error: an event has no "1)"; an expression with a comma stands between quotes here [2]
    feel.unexpected-end Workflows/lending/workflow.yaml:68:31: error: expected ")" after the arguments, found the end [0]
  = note: text → note: {type: text, initial: string(least)} & {most:  → {least: 1, most: 
  = from: start, until: end, ahead → from: date(least, 1, 1), until: end, ahead & {most:  → {least: 1, most: 
    definitions.unknown-key Plugins/house/plugin.yaml:17:62: error: a schedule has no "1"; it has: on, in, rule, date, from, until, ahead, create, id, with [1]
    definitions.unknown-key Plugins/house/plugin.yaml:17:65: error: a schedule has no "1)"; an expression with a comma stands between quotes here [2]
    feel.unexpected-end Plugins/house/plugin.yaml:17:60: error: expected ")" after the arguments, found the end [0]
  = until: end, ahead → until: date(least, 1, 1), ahead & {most:  → {least: 1, most: 
    definitions.unknown-key Plugins/house/plugin.yaml:17:76: error: a schedule has no "1"; it has: on, in, rule, date, from, until, ahead, create, id, with [1]
    definitions.unknown-key Plugins/house/plugin.yaml:17:79: error: a schedule has no "1)"; an expression with a comma stands between quotes here [2]
    feel.unexpected-end Plugins/house/plugin.yaml:17:74: error: expected ")" after the arguments, found the end [0]
  = id: '"s"' → id: string(least) & {most:  → {least: 1, most: 
  = 'end = null or end >= start' → extended > least & {most:  → {least: 1, most: 
  = most: 3 → most: function(x) least & {most:  → {least: 1, most: 
    definitions.weak-chart Workflows/lending/workflow.yaml:49:15: error: the transition of "extend" never has its turn: an earlier one without a condition always takes it [4]
    feel.unknown-name Plugins/house/plugin.yaml:4:41: error: nothing is called "least" here [5]
    feel.unknown-name Workflows/lending/workflow.yaml:49:64: error: nothing is called "most" here; known here: book, person, start, end, extended, days, long, idle, others, reminders, rest, least, case, event, actor, item, occurrence, id, state [4]
  = with: {loan: case}}⏎calendar → with: {loan: 'if least = 1 then case else null'}}⏎calendar & {most:  → {least: 1, most: 
  = extended: {type: integer → extended: {type: text
    definitions.no-order Workflows/lending/workflow.yaml:28:36: error: a text has no least and no most; from and to are for numbers, amounts, dates and durations [1]
    definitions.no-order Workflows/lending/workflow.yaml:28:43: error: a text has no least and no most; from and to are for numbers, amounts, dates and durations [1]
  = extended: {type: integer → extended: {type: number
  = extended: {type: integer → extended: {type: integer
  = extended: {type: integer → extended: {type: amount
  = extended: {type: integer → extended: {type: boolean
    definitions.no-order Workflows/lending/workflow.yaml:28:39: error: a boolean has no least and no most; from and to are for numbers, amounts, dates and durations [1]
    definitions.no-order Workflows/lending/workflow.yaml:28:46: error: a boolean has no least and no most; from and to are for numbers, amounts, dates and durations [1]
  = extended: {type: integer → extended: {type: date
    definitions.wrong-type Workflows/lending/workflow.yaml:28:36: error: a date is wanted here, not 0; from: 2031-03-10 [1]
    definitions.wrong-type Workflows/lending/workflow.yaml:28:43: error: a date is wanted here, not 9; to: 2031-03-10 [1]
  = extended: {type: integer → extended: {type: date and time
    definitions.wrong-type Workflows/lending/workflow.yaml:28:45: error: a date and time is wanted here, not 0; from: @"2031-03-10T09:30:00" [1]
    definitions.wrong-type Workflows/lending/workflow.yaml:28:52: error: a date and time is wanted here, not 9; to: @"2031-03-10T09:30:00" [1]
  = extended: {type: integer → extended: {type: duration
    definitions.wrong-type Workflows/lending/workflow.yaml:28:40: error: a duration is wanted here, not 0; from: P9M [1]
    definitions.wrong-type Workflows/lending/workflow.yaml:28:47: error: a duration is wanted here, not 9; to: P9M [1]
  = extended: {type: integer → extended: {type: any
    definitions.no-order Workflows/lending/workflow.yaml:28:35: error: a any has no least and no most; from and to are for numbers, amounts, dates and durations [1]
    definitions.no-order Workflows/lending/workflow.yaml:28:42: error: a any has no least and no most; from and to are for numbers, amounts, dates and durations [1]
  = extended: {type: integer → extended: {type: case
    definitions.no-order Workflows/lending/workflow.yaml:28:36: error: a case has no least and no most; from and to are for numbers, amounts, dates and durations [1]
    definitions.no-order Workflows/lending/workflow.yaml:28:43: error: a case has no least and no most; from and to are for numbers, amounts, dates and durations [1]
  = extended: {type: integer → extended: {type: book
    definitions.no-order Workflows/lending/workflow.yaml:28:36: error: a book has no least and no most; from and to are for numbers, amounts, dates and durations [1]
    definitions.no-order Workflows/lending/workflow.yaml:28:43: error: a book has no least and no most; from and to are for numbers, amounts, dates and durations [1]
  = extended: {type: integer → extended: {type: loan
    definitions.no-order Workflows/lending/workflow.yaml:28:36: error: a loan has no least and no most; from and to are for numbers, amounts, dates and durations [1]
    definitions.no-order Workflows/lending/workflow.yaml:28:43: error: a loan has no least and no most; from and to are for numbers, amounts, dates and durations [1]
  = extended: {type: integer → extended: {type: [high, low]
    definitions.no-order Workflows/lending/workflow.yaml:28:43: error: a one of high, low has no least and no most; from and to are for numbers, amounts, dates and durations [1]
    definitions.no-order Workflows/lending/workflow.yaml:28:50: error: a one of high, low has no least and no most; from and to are for numbers, amounts, dates and durations [1]
  = extended: {type: integer → extended: {type: [a, b]
    definitions.no-order Workflows/lending/workflow.yaml:28:38: error: a one of a, b has no least and no most; from and to are for numbers, amounts, dates and durations [1]
    definitions.no-order Workflows/lending/workflow.yaml:28:45: error: a one of a, b has no least and no most; from and to are for numbers, amounts, dates and durations [1]
  = extended: {type: integer → extended: {type: list of date
    definitions.wrong-type Workflows/lending/workflow.yaml:28:44: error: a date is wanted here, not 0; from: 2031-03-10 [1]
    definitions.wrong-type Workflows/lending/workflow.yaml:28:51: error: a date is wanted here, not 9; to: 2031-03-10 [1]
  = extended: {type: integer → extended: {type: list of loan
    definitions.no-order Workflows/lending/workflow.yaml:28:44: error: a loan has no least and no most; from and to are for numbers, amounts, dates and durations [1]
    definitions.no-order Workflows/lending/workflow.yaml:28:51: error: a loan has no least and no most; from and to are for numbers, amounts, dates and durations [1]
  = extended: {type: integer → extended: {type: list of case
    definitions.no-order Workflows/lending/workflow.yaml:28:44: error: a case has no least and no most; from and to are for numbers, amounts, dates and durations [1]
    definitions.no-order Workflows/lending/workflow.yaml:28:51: error: a case has no least and no most; from and to are for numbers, amounts, dates and durations [1]
  = extended: {type: integer → extended: {type: list of text required
    definitions.no-order Workflows/lending/workflow.yaml:28:53: error: a text has no least and no most; from and to are for numbers, amounts, dates and durations [1]
    definitions.no-order Workflows/lending/workflow.yaml:28:60: error: a text has no least and no most; from and to are for numbers, amounts, dates and durations [1]
  = end: date → end: text
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not a text [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is a text, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not a text [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not a text [3]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a text and a date can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from a text [11]
  = end: date → end: number
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not a number [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is a number, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not a number [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not a number [3]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a number and a date can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from a number [11]
  = end: date → end: integer
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not a number [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is an integer, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not a number [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not a number [3]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a number and a date can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from a number [11]
  = end: date → end: amount
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not a number [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is an amount, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not a number [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not a number [3]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a number and a date can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from a number [11]
  = end: date → end: boolean
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not a boolean [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is a boolean, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not a boolean [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not a boolean [3]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a boolean and a date can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from a boolean [11]
  = end: date → end: date
  = end: date → end: date and time
  = end: date → end: duration
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not a duration [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is a duration, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not a duration [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not a duration [3]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a duration and a date can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from a duration [11]
  = end: date → end: any
  = end: date → end: case
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not a case [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is a case, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not a case [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not a case [3]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a case and a date can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from a case [11]
  = end: date → end: book
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not a book [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is a book, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not a book [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not a book [3]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a book and a date can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from a book [11]
  = end: date → end: loan
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not a loan [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is a loan, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not a loan [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not a loan [3]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a loan and a date can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from a loan [11]
  = end: date → end: [high, low]
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not one of high, low [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is one of high, low, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not one of high, low [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not one of high, low [3]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: one of high, low and a date can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from one of high, low [11]
  = end: date → end: [a, b]
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not one of a, b [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is one of a, b, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not one of a, b [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not one of a, b [3]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: one of a, b and a date can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from one of a, b [11]
  = end: date → end: list of date
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not a list [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is a list of date, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not a list [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not a list [3]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from a list [11]
  = end: date → end: list of loan
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not a list [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is a list of loan, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not a list [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not a list [3]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from a list [11]
  = end: date → end: list of case
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not a list [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is a list of case, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not a list [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not a list [3]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from a list [11]
  = end: date → end: list of text required
    definitions.wrong-type Plugins/house/plugin.yaml:17:64: error: a schedule's "until" is a date, or a date and time, not a list [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:27:7: error: "end" is a list of text, and stands for until in what loan grants; until is a date [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:68:21: error: a duty's "due" is a date, or a date and time, not a list [3]
    definitions.wrong-type Workflows/lending/workflow.yaml:71:25: error: a timer's "at" is a date, or a date and time, not a list [3]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a date cannot be subtracted from a list [11]
  = person: text → person: text
  = person: text → person: number
    definitions.wrong-type Workflows/lending/workflow.yaml:25:7: error: "person" is a number, and stands for person in what loan grants; person is a text or a case [6]
  = person: text → person: integer
    definitions.wrong-type Workflows/lending/workflow.yaml:25:7: error: "person" is an integer, and stands for person in what loan grants; person is a text or a case [6]
  = person: text → person: amount
    definitions.wrong-type Workflows/lending/workflow.yaml:25:7: error: "person" is an amount, and stands for person in what loan grants; person is a text or a case [6]
  = person: text → person: boolean
    definitions.wrong-type Workflows/lending/workflow.yaml:25:7: error: "person" is a boolean, and stands for person in what loan grants; person is a text or a case [6]
  = person: text → person: date
    definitions.wrong-type Workflows/lending/workflow.yaml:25:7: error: "person" is a date, and stands for person in what loan grants; person is a text or a case [6]
  = person: text → person: date and time
    definitions.wrong-type Workflows/lending/workflow.yaml:25:7: error: "person" is a date and time, and stands for person in what loan grants; person is a text or a case [6]
  = person: text → person: duration
    definitions.wrong-type Workflows/lending/workflow.yaml:25:7: error: "person" is a duration, and stands for person in what loan grants; person is a text or a case [6]
  = person: text → person: any
  = person: text → person: case
  = person: text → person: book
  = person: text → person: loan
  = person: text → person: [high, low]
    definitions.wrong-type Workflows/lending/workflow.yaml:25:7: error: "person" is one of high, low, and stands for person in what loan grants; person is a text or a case [6]
  = person: text → person: [a, b]
    definitions.wrong-type Workflows/lending/workflow.yaml:25:7: error: "person" is one of a, b, and stands for person in what loan grants; person is a text or a case [6]
  = person: text → person: list of date
    definitions.wrong-type Workflows/lending/workflow.yaml:25:7: error: "person" is a list of date, and stands for person in what loan grants; person is a text or a case [6]
  = person: text → person: list of loan
    definitions.wrong-type Workflows/lending/workflow.yaml:25:7: error: "person" is a list of loan, and stands for person in what loan grants; person is a text or a case [6]
  = person: text → person: list of case
    definitions.wrong-type Workflows/lending/workflow.yaml:25:7: error: "person" is a list of case, and stands for person in what loan grants; person is a text or a case [6]
  = person: text → person: list of text required
    definitions.wrong-type Workflows/lending/workflow.yaml:25:7: error: "person" is a list of text, and stands for person in what loan grants; person is a text or a case [6]
  = shelf: [high, low] → shelf: text
  = shelf: [high, low] → shelf: number
  = shelf: [high, low] → shelf: integer
  = shelf: [high, low] → shelf: amount
  = shelf: [high, low] → shelf: boolean
  = shelf: [high, low] → shelf: date
  = shelf: [high, low] → shelf: date and time
  = shelf: [high, low] → shelf: duration
  = shelf: [high, low] → shelf: any
  = shelf: [high, low] → shelf: case
  = shelf: [high, low] → shelf: book
  = shelf: [high, low] → shelf: loan
  = shelf: [high, low] → shelf: [high, low]
  = shelf: [high, low] → shelf: [a, b]
  = shelf: [high, low] → shelf: list of date
  = shelf: [high, low] → shelf: list of loan
  = shelf: [high, low] → shelf: list of case
  = shelf: [high, low] → shelf: list of text required
  = start: date → start: text
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not a text [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is a text, and stands for from in what loan grants; from is a date [5]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a date and a text can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a text cannot be subtracted from a date [11]
  = start: date → start: number
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not a number [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is a number, and stands for from in what loan grants; from is a date [5]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a date and a number can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a number cannot be subtracted from a date [11]
  = start: date → start: integer
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not a number [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is an integer, and stands for from in what loan grants; from is a date [5]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a date and a number can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a number cannot be subtracted from a date [11]
  = start: date → start: amount
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not a number [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is an amount, and stands for from in what loan grants; from is a date [5]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a date and a number can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a number cannot be subtracted from a date [11]
  = start: date → start: boolean
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not a boolean [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is a boolean, and stands for from in what loan grants; from is a date [5]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a date and a boolean can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a boolean cannot be subtracted from a date [11]
  = start: date → start: date
  = start: date → start: date and time
  = start: date → start: duration
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not a duration [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is a duration, and stands for from in what loan grants; from is a date [5]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a date and a duration can never be compared; one of them has to be converted [12]
    feel.incomparable Workflows/lending/workflow.yaml:31:13: error: a date and a duration of days can never be compared; one of them has to be converted [14]
  = start: date → start: any
  = start: date → start: case
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not a case [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is a case, and stands for from in what loan grants; from is a date [5]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a date and a case can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a case cannot be subtracted from a date [11]
  = start: date → start: book
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not a book [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is a book, and stands for from in what loan grants; from is a date [5]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a date and a book can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a book cannot be subtracted from a date [11]
  = start: date → start: loan
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not a loan [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is a loan, and stands for from in what loan grants; from is a date [5]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a date and a loan can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a loan cannot be subtracted from a date [11]
  = start: date → start: [high, low]
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not one of high, low [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is one of high, low, and stands for from in what loan grants; from is a date [5]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a date and one of high, low can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: one of high, low cannot be subtracted from a date [11]
  = start: date → start: [a, b]
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not one of a, b [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is one of a, b, and stands for from in what loan grants; from is a date [5]
    feel.incomparable Plugins/house/plugin.yaml:13:121: error: a date and one of a, b can never be compared; one of them has to be converted [12]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: one of a, b cannot be subtracted from a date [11]
  = start: date → start: list of date
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not a list [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is a list of date, and stands for from in what loan grants; from is a date [5]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a list cannot be subtracted from a date [11]
  = start: date → start: list of loan
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not a list [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is a list of loan, and stands for from in what loan grants; from is a date [5]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a list cannot be subtracted from a date [11]
  = start: date → start: list of case
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not a list [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is a list of case, and stands for from in what loan grants; from is a date [5]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a list cannot be subtracted from a date [11]
  = start: date → start: list of text required
    definitions.wrong-type Plugins/house/plugin.yaml:17:50: error: a schedule's "from" is a date, or a date and time, not a list [5]
    definitions.wrong-type Workflows/lending/workflow.yaml:26:7: error: "start" is a list of text, and stands for from in what loan grants; from is a date [5]
    feel.wrong-operand Workflows/lending/workflow.yaml:30:13: error: a list cannot be subtracted from a date [11]
  = book: book required → book: text
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:31: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:41: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:29: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:39: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:14: error: "book" is no field that refers to a case [4]
  = book: book required → book: number
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:31: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:41: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:29: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:39: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:14: error: "book" is no field that refers to a case [4]
  = book: book required → book: integer
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:31: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:41: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:29: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:39: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:14: error: "book" is no field that refers to a case [4]
  = book: book required → book: amount
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:31: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:41: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:29: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:39: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:14: error: "book" is no field that refers to a case [4]
  = book: book required → book: boolean
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:31: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:41: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:29: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:39: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:14: error: "book" is no field that refers to a case [4]
  = book: book required → book: date
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:31: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:41: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:29: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:39: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:14: error: "book" is no field that refers to a case [4]
  = book: book required → book: date and time
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:31: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:41: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:29: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:39: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:14: error: "book" is no field that refers to a case [4]
  = book: book required → book: duration
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:31: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:41: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:29: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:39: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:14: error: "book" is no field that refers to a case [4]
  = book: book required → book: any
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:31: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:41: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:29: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:39: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:14: error: "book" is no field that refers to a case [4]
  = book: book required → book: case
  = book: book required → book: book
  = book: book required → book: loan
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "book" of a loan names a loan, never a book: nothing would be found; via: a field of loan that names a book; or to: a field of book that names a loan [4]
  = book: book required → book: [high, low]
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:31: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:41: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:29: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:39: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:14: error: "book" is no field that refers to a case [4]
  = book: book required → book: [a, b]
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:31: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:41: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:29: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:39: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:14: error: "book" is no field that refers to a case [4]
  = book: book required → book: list of date
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:31: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:41: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:29: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:39: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:14: error: "book" is no field that refers to a case [4]
  = book: book required → book: list of loan
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "book" of a loan names a loan, never a book: nothing would be found; via: a field of loan that names a book; or to: a field of book that names a loan [4]
  = book: book required → book: list of case
  = book: book required → book: list of text required
    definitions.not-a-reference Workflows/lending/workflow.yaml:10:38: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:31: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:34:41: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:29: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:36:39: error: "loan" has no field "book" that refers to a case [4]
    definitions.not-a-reference Workflows/lending/workflow.yaml:74:14: error: "book" is no field that refers to a case [4]
  = price: {type: amount → price: {type: text
  = price: {type: amount → price: {type: number
  = price: {type: amount → price: {type: integer
  = price: {type: amount → price: {type: amount
  = price: {type: amount → price: {type: boolean
  = price: {type: amount → price: {type: date
  = price: {type: amount → price: {type: date and time
  = price: {type: amount → price: {type: duration
  = price: {type: amount → price: {type: any
  = price: {type: amount → price: {type: case
  = price: {type: amount → price: {type: book
  = price: {type: amount → price: {type: loan
  = price: {type: amount → price: {type: [high, low]
  = price: {type: amount → price: {type: [a, b]
  = price: {type: amount → price: {type: list of date
  = price: {type: amount → price: {type: list of loan
  = price: {type: amount → price: {type: list of case
  = price: {type: amount → price: {type: list of text required
  """#
