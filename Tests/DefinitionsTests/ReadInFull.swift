/// What is read of the small worlds.
let readOfLending = #"""
  region - kinds ["book", "reminder", "loan"] far []
  kind book "Book/Boek" at 5
    field name: text required "name/name" at 7
    field price: amount confidential readers keeper at 8 "price/price" at 8
    field shelf: one of high, low "shelf/shelf" at 9
    query loans: loan via book to -
    event create by role due - "Create/Aanmaken" at 5
      field name: text required "name/name" at 7
      field price: amount confidential readers keeper at 8 "price/price" at 8
      field shelf: one of high, low "shelf/shelf" at 9
      line of default: R: keeper; A: keeper; I: reader, same, four eyes never at 6
    event lose by role due - "lose/lose" at 15
      line of default: R: keeper; A: keeper; I: reader, same, four eyes never at 6
    state 0  in -1: state initial shelved
    state 1 shelved in 0: state initial 
      on ["lose"] to ["lost"] when - do 
    state 2 lost in 0: final initial 
    accounts -, kept [], within [], far []
    lazy loans, case, id, state; slots 12
    slots [6, 7, 5, 10, 11, 8, 9, 0, 4]
    reads  readers keeper, reader at 14, its first field
  kind reminder "reminder/reminder" at 17
    field loan: loan required "loan/loan" at 17
    event create by role due - "Create/Aanmaken" at 17
      field loan: loan required "loan/loan" at 17
      line of default: R: keeper, reader; A: keeper, after, four eyes approver at 7
    event withdraw by engine due - "withdraw/withdraw" at 21
      line of default: R: keeper, reader; A: keeper, after, four eyes approver at 7
    state 0  in -1: state initial sent
    state 1 sent in 0: state initial 
      on ["withdraw"] to ["gone"] when - do 
    state 2 gone in 0: final initial 
    accounts -, kept [], within [], far []
    lazy loan, case, id, state; slots 9
    slots [3, 4, 2, 7, 8, 5, 6, 0, 1]
    reads  readers keeper, reader at 14, its first field
  kind loan "loan/loan" at 23
    field book: book required "book/book" at 24
    field person: text "person/person" at 25
    field start: date "start/start" at 26
    field end: date "end/end" at 27
    field extended: integer "extended/extended" at 28
    derived days = end - start
    derived long = days > @"P30D"
    derived idle = extended = 0
    query others: loan via book to book
    query reminders: reminder via loan to -
    query rest: loan via book to book
    event create by role due - "Create/Aanmaken" at 23
      field book: book required "book/book" at 24
      field person: text "person/person" at 25
      field start: date "start/start" at 26
      field end: date "end/end" at 27
      field extended: integer "extended/extended" at 28
      line of default: R: reader; A: keeper, after, four eyes approver at 9
    event give by role due - "give/give" at 67
      field start: date required own "start/start" at 67
      field end: date own "end/end" at 67
      field note: text "note/note" at 67
      requires free: count(others) < 9 in asked hint -
      line of give: R: keeper; A: keeper, same, four eyes never, mandate at 10
    event extend by role due end "extend/extend" at 68
      line of extend: R: keeper; A: keeper, before, four eyes always at 11
    event return by role due - "Return/Return" at 69
      line of default: R: reader; A: keeper, after, four eyes approver at 9
    event expire by clock due - "expire/expire" at 70
      line of default: R: reader; A: keeper, after, four eyes approver at 9
    event done.invoke.nag by engine due - "nag done/nag gereed" at 55
      field case: reminder required "case/case" at 55
      field state: text required "state/state" at 55
      line of default: R: reader; A: keeper, after, four eyes approver at 9
    timer late: expire at end in out
    state 0  in -1: state initial asked
    state 1 asked in 0: state initial 
      on ["give"] to ["out"] when - do 
    state 2 out in 0: parallel initial 
      on ["return"] to ["back"] when - do 
      on ["expire"] to ["back"] when - do 
    state 3 keeping in 2: state initial kept
      entry set extended to 0
    state 4 kept in 3: state initial 
      on ["extend"] to ["kept"] when extended < most do set extended to extended + 1
      on ["extend"] to ["worn"] when - do 
    state 5 worn in 3: state initial 
      on ["extend"] to ["kept"] when - do 
    state 6 before in 3: history(deep: true) initial 
      on [] to ["kept"] when - do 
    state 7 watching in 2: state initial quiet
    state 8 quiet in 7: state initial 
      invoke nag id "n" with loan: case
      on ["done.invoke.nag"] to ["quiet"] when - do 
      on [] to ["loud"] when long do 
    state 9 loud in 7: state initial 
      entry reminder reminder to "r" with loan: case; withdraw withdraw to reminders with ; choose (long: raise extend)(-: raise extend); each item of others: raise extend
      on ["extend"] to ["quiet"] when - do 
    state 10 back in 0: final initial 
    service nag: reminder cancel withdraw done done.invoke.nag
    grants delegation in out: [(key: "from", value: "start"), (key: "person", value: "person"), (key: "until", value: "end")]
    accounts person, kept ["end", "extended", "start"], within ["book"], far []
    lazy book, days, long, idle, others, reminders, rest, case, id, state; slots 19
    slots [13, 14, 12, 17, 18, 15, 16, 0, 11]
    reads  readers reader at 14, its first field
  role keeper "Keeper/Keeper" at 3
  role reader "Reader/Reader" at 3
  line book.default
  line reminder.default
  line loan.default
  line loan.extend
  line loan.give
  separation hands: ["keeper", "reader"] "Two hands/Two hands"
  schedule cleaning: reminder on loan in out FREQ=YEARLY from start until end ahead 0 14 id "s" with ["loan: case"]
  law law of ends: end = null or end >= start of loan in ["out", "back"] "An end after the start" article 1
  constant most: 3
  weekend ["saturday", "sunday"]
  holiday easter: easter(offset: 1) every 1 since -9223372036854775808
  holiday kings day: moved(month: 4, day: 27, when: Calendar.Weekday.sunday, toMonth: 4, toDay: 26) every 1 since 2014
  holiday feast: once(2031-05-05) every 5 since -9223372036854775808
  """#
let readOfTools = #"""
  Plugins/h/plugin.yaml:8:5: warning: nobody can stand in the role "clerk": no kind gives roles; a kind with grants: {a: assignment, in: STATE, person: FIELD, role: FIELD}
  Plugins/h/plugin.yaml:8:5: warning: two persons are asked for, and no kind says which person stands behind an account; a kind with accounts: FIELD, or four eyes: false
  Plugins/h/plugin.yaml:5:31: warning: nothing reads the constant "twice"; leave it out, or use it where its value is written again
  Plugins/h/plugin.yaml:5:59: warning: nothing reads the constant "words"; leave it out, or use it where its value is written again
  region south kinds ["tool"] far ["both", "heavier", "how many", "owner name"]
  kind tool "tool/tool" at 4
    field name: text required given "Naam/Naam" at 5
    field owner: case readers smith, clerk at 6 "owner/owner" at 6
    field parts: list of tool "parts/parts" at 7
    field hours: list of number initial [1] "hours/hours" at 8
    field size: text "size/size" at 9
    field made: date and time "made/made" at 10
    field worth: text kept initial "x" "worth/worth" at 11
    field lent on: date required "lent on/lent on" at 12
    field mended on: date "mended on/mended on" at 13
    field within reach: boolean initial false "within reach/within reach" at 14
    field long: duration "long/long" at 15
    field anything: any "anything/anything" at 16
    derived total = sum(hours) + limit
    derived whole = total > 3
    derived owner name = owner.name
    derived heavier = parts.total
    derived how many = count(tools)
    derived both = whole and how many > 1
    query tools: tool via - to -
    query users: tool via owner to parts
    query wholes: tool via parts to -
    event create by role due - "Make/Make" at 39
      field owner: case readers smith, clerk at 6 "owner/owner" at 6
      field parts: list of tool "parts/parts" at 7
      field hours: list of number initial [1] "hours/hours" at 8
      field size: text "size/size" at 9
      field made: date and time "made/made" at 10
      field worth: text kept initial "x" "worth/worth" at 11
      field lent on: date required "lent on/lent on" at 12
      field mended on: date "mended on/mended on" at 13
      field within reach: boolean initial false "within reach/within reach" at 14
      field long: duration "long/long" at 15
      field anything: any "anything/anything" at 16
      field name: text "Naam/Naam" at 39
      field reason: text required initial "r" "reason/reason" at 39
      line of default: R: smith, clerk; A: clerk, after, four eyes approver at 8
    event lend by role due - "Lend/Lenen" at 40
      field lent on: date own "lent on/lent on" at 40
      field mended on: date required own "mended on/mended on" at 40
      field hours: list of number own "Hours/Hours" at 40
      field reason: text "reason/reason" at 40
      field name: text "Naam/Naam" at 40
      requires size: size = null in idle hint Small/Klein
      requires worth: event.name = "x" in - hint -
      line of lend: R: smith; A: smith; S: clerk; C: boss, clerk; I: boss, same, four eyes never at 9
    event mend by role due - "mend/mend" at 41
      field size: text required own "size/size" at 41
      field owner: case own readers smith, clerk at 6 "owner/owner" at 41
      field long: duration own "long/long" at 41
      field worth: text "worth/worth" at 41
      requires worth: event.worth = "x" in - hint -
      line of mend: R: smith; A: clerk, before, four eyes always, mandate at 10
    event go by role due - "go/go" at 42
      line of default: R: smith, clerk; A: clerk, after, four eyes approver at 8
    state 0  in -1: state initial idle
    state 1 idle in 0: state initial 
      exit raise go; choose (whole: raise go); each item of parts: set mended on to @"2030-01-01"
      on ["lend"] to [] when - do 
      on ["mend"] to ["mending"] when whole internal do set within reach to true; set worth to "y"
      on ["mend"] to ["never"] when - do 
      on ["go"] to ["idle"] when - do 
    state 2 mending in 0: state initial first
      on ["go"] to ["idle"] when - do 
    state 3 first in 2: state initial 
      on ["lend"] to ["second"] when - do 
    state 4 second in 2: history(deep: false) initial 
      on [] to ["first"] when - do 
    state 5 gone in 0: final initial 
    state 6 never in 0: state initial 
      on ["go"] to ["gone"] when - do 
      on [] to ["gone"] when whole do 
    accounts -, kept ["hours", "long", "mended on", "owner", "size", "within reach", "worth"], within [], far ["owner name", "heavier", "how many", "both"]
    lazy owner, parts, total, whole, owner name, heavier, how many, both, tools, users, wholes, case, id, state; slots 31
    slots [25, 26, 24, 29, 30, 27, 28, 0, 21]
    reads  readers boss at 12, its first field
  role boss "Boss/Boss" at 4
  role clerk "Clerk/Clerk" at 4
  role smith "Smith/Smid" at 4
  line tool.default
  line tool.lend
  line tool.mend
  separation pair: ["smith", "clerk"] "pair/pair"
  separation three: ["smith", "clerk", "boss"] "E/N"
  schedule yearly: tool on tool in - FREQ=YEARLY;INTERVAL=2 from lent on until lent on + @"P9Y" ahead 2 0 id "t" with ["name: \"n\"", "lent on: occurrence"]
  schedule daily: tool on tool in idle FREQ=DAILY from lent on until mended on ahead 0 0 id id with ["name: name", "lent on: lent on"]
  law sound: both or owner.name = null or count(users) = 0 or count(tools[whole]) = 0 or heavier = null of tool in [] "Sound" a
    way tool ⇠ tool owner parts, tool ⇠ tool all -
    way tool ⇠ tool owner parts, tool.parts → tool
    way tool ⇠ tool owner parts
    way tool ⇠ tool all -, tool ⇠ tool all -
    way tool ⇠ tool all -, tool.parts → tool
    way tool ⇠ tool all -
    way tool.owner → any
    way tool.parts → tool
  law still: size = null of tool in ["idle"] "Still" b
  constant limit: 3
  constant twice: function(x) x * 2
  constant words: "a"
  weekend ["sunday"]
  holiday new year: fixed(month: 1, day: 1) every 1 since -9223372036854775808
  holiday good: easter(offset: -2) every 1 since -9223372036854775808
  holiday once: once(2031-05-05) every 1 since -9223372036854775808
  holiday moved: moved(month: 4, day: 27, when: Calendar.Weekday.sunday, toMonth: 4, toDay: 26) every 5 since 2014
  holiday half: fixed(month: 4, day: 27) every 1 since -9223372036854775808
  """#
let howTwoAgree = #"""
  R: smith, A: clerk → definitions.approval-unsaid
  R: smith, A: clerk, four eyes: true → definitions.approval-unsaid
  R: smith, A: clerk, four eyes: false → definitions.approval-unsaid
  R: smith, A: clerk, approval: same → definitions.approval-by-self
  R: smith, A: clerk, approval: same, four eyes: true → definitions.approval-by-self definitions.four-eyes-alone
  R: smith, A: clerk, approval: same, four eyes: false → definitions.approval-by-self
  R: smith, A: clerk, approval: before → before, approver
  R: smith, A: clerk, approval: before, four eyes: true → before, always
  R: smith, A: clerk, approval: before, four eyes: false → before, never
  R: smith, A: clerk, approval: after → after, approver
  R: smith, A: clerk, approval: after, four eyes: true → after, always
  R: smith, A: clerk, approval: after, four eyes: false → after, never
  R: clerk, A: clerk → same, never
  R: clerk, A: clerk, four eyes: true → definitions.four-eyes-alone
  R: clerk, A: clerk, four eyes: false → same, never
  R: clerk, A: clerk, approval: same → same, never
  R: clerk, A: clerk, approval: same, four eyes: true → definitions.four-eyes-alone
  R: clerk, A: clerk, approval: same, four eyes: false → same, never
  R: clerk, A: clerk, approval: before → before, approver
  R: clerk, A: clerk, approval: before, four eyes: true → before, always
  R: clerk, A: clerk, approval: before, four eyes: false → before, never
  R: clerk, A: clerk, approval: after → after, approver
  R: clerk, A: clerk, approval: after, four eyes: true → after, always
  R: clerk, A: clerk, approval: after, four eyes: false → after, never
  R: [smith, clerk], A: clerk → definitions.approval-unsaid
  R: [smith, clerk], A: clerk, four eyes: true → definitions.approval-unsaid
  R: [smith, clerk], A: clerk, four eyes: false → definitions.approval-unsaid
  R: [smith, clerk], A: clerk, approval: same → definitions.approval-by-self
  R: [smith, clerk], A: clerk, approval: same, four eyes: true → definitions.approval-by-self definitions.four-eyes-alone
  R: [smith, clerk], A: clerk, approval: same, four eyes: false → definitions.approval-by-self
  R: [smith, clerk], A: clerk, approval: before → before, approver
  R: [smith, clerk], A: clerk, approval: before, four eyes: true → before, always
  R: [smith, clerk], A: clerk, approval: before, four eyes: false → before, never
  R: [smith, clerk], A: clerk, approval: after → after, approver
  R: [smith, clerk], A: clerk, approval: after, four eyes: true → after, always
  R: [smith, clerk], A: clerk, approval: after, four eyes: false → after, never
  """#
