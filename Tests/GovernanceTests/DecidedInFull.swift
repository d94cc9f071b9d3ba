/// What the gate decides in the workshop, by what is tried.
let decidedInFull = #"""

  = 0 car@g: fire("mark") d-1  (tag: x)
  accepted m-car as carver by ["b-1"] tells ["clerk", "warden"]
      given tag: x
      state rough, changed 1000 last 16 by 16
      fields tag: x
  = 1 car@home: fire("mark") d-1  (tag: x)
  refused m-car as - by [] tells []
      given tag: x
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"carver","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":14},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}}]
  = 2 war@g: fire("mark") d-1  (tag: x)
  refused m-war as - by [] tells []
      given tag: x
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"carver","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":14},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}}]
  = 3 cle@g: fire("mark") d-1  (tag: x)
  refused cle@g as - by [] tells []
      given tag: x
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"carver","has":["clerk"],"activity":{"name":"Plugins/g/plugin.yaml","line":14},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}}]
  = 4 old@g: fire("mark") d-1  (tag: x)
  refused m-old as - by [] tells []
      given tag: x
      why [{"left":{"person":"m-old"}}]
  = 5 two@g: fire("mark") d-1  (tag: x)
  refused two@g as carver by [] tells []
      given tag: x
      why [{"separated":{"name":"hands","roles":["carver","clerk"],"reason":{"en":"Two hands","nl":"Twee handen"},"place":{"name":"Plugins/g/plugin.yaml","line":4}}}]
  = 6 new@g: fire("mark") d-1  (tag: x)
  refused new@g as - by [] tells []
      given tag: x
      why [{"lapsed":{"grant":"b-8","what":"assignment","from":"2030-02-01","role":"carver"}}]
  = 7 dep@g: fire("mark") d-1  (tag: x)
  accepted dep@g as carver by ["x-1", "b-1"] tells ["clerk", "warden"]
      given tag: x
      state rough, changed 1000 last 16 by 16
      fields tag: x
  = 8 nobody@g: fire("mark") d-1  (tag: x)
  refused nobody@g as - by [] tells []
      given tag: x
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"carver","has":[],"activity":{"name":"Plugins/g/plugin.yaml","line":14},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}}]
  = 9 boss@g: fire("mark") d-1  (tag: x)
  refused boss@g as - by [] tells []
      given tag: x
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"carver","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":14},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}}]
  = 10 clock: fire("mark") d-1  (tag: x)
  refused clock as clock by [] tells []
      given tag: x
      why [{"notByPeople":{"event":"mark","source":"role"}}]
  = 11 engine: fire("mark") d-1  (tag: x)
  accepted engine as engine by [] tells []
      given tag: x
      state rough, changed 1000 last 16 by 16
      fields tag: x
  = 12 car@g: fire("gild") d-2  (tag: x)
  refused m-car as carver by [] tells []
      given tag: x
      why [{"notInState":{"event":"gild","state":"smooth","possible":["rough"],"place":{"name":"Workflows/g/workflow.yaml","line":98}}}]
  = 13 dep@g: fire("gild") d-2  (tag: x)
  refused dep@g as carver by [] tells []
      given tag: x
      why [{"notInState":{"event":"gild","state":"smooth","possible":["rough"],"place":{"name":"Workflows/g/workflow.yaml","line":98}}}]
  = 14 war@g: fire("gild") d-2  (tag: x)
  refused m-war as warden by [] tells []
      given tag: x
      why [{"notInState":{"event":"gild","state":"smooth","possible":["rough"],"place":{"name":"Workflows/g/workflow.yaml","line":98}}}]
  = 15 two@g: fire("gild") d-2  (tag: x)
  refused two@g as carver by [] tells []
      given tag: x
      why [{"separated":{"name":"hands","roles":["carver","clerk"],"reason":{"en":"Two hands","nl":"Twee handen"},"place":{"name":"Plugins/g/plugin.yaml","line":4}}},{"notInState":{"event":"gild","state":"smooth","possible":["rough"],"place":{"name":"Workflows/g/workflow.yaml","line":98}}}]
  = 16 boss@g: fire("gild") d-2  (tag: x)
  refused boss@g as - by [] tells []
      given tag: x
      why [{"notInRole":{"letter":"R","wanted":["carver","warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":17},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"war@g","role":"warden","grant":"b-2"},{"name":"two@g","role":"carver","grant":"b-5"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"notInState":{"event":"gild","state":"smooth","possible":["rough"],"place":{"name":"Workflows/g/workflow.yaml","line":98}}}]
  = 17 car@g: fire("gild") d-1  (tag: x)
  refused m-car as carver by [] tells []
      given tag: x
      why [{"noMandate":{"role":"warden","activity":"desk.gild","place":{"name":"Plugins/g/plugin.yaml","line":17}}}]
  = 18 car@g: fire("carve") d-1  ()
  pending m-car as carver by ["b-1"] tells ["warden"]
      state rough, changed 16 last 16 by 16
      open #1000 carve car@g m-car carver false -1 ()
  = 19 car@g: fire("scrap") d-1  ()
  pending m-car as carver by ["b-1"] tells ["warden"]
      state rough, changed 16 last 16 by 16
      open #1000 scrap car@g m-car carver false -1 ()
  = 20 war@g: fire("gild") d-1  (tag: x)
  refused m-war as warden by [] tells []
      given tag: x
      why [{"noMandate":{"role":"warden","activity":"desk.gild","place":{"name":"Plugins/g/plugin.yaml","line":17}}}]
  = 21 war@g: fire("carve") d-1  ()
  pending m-war as warden by ["b-2"] tells ["warden"]
      state rough, changed 16 last 16 by 16
      open #1000 carve war@g m-war warden false -1 ()
  = 22 war@g: fire("scrap") d-1  ()
  refused m-war as - by [] tells []
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":19},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}}]
  = 23 car@home: fire("gild") d-1  (tag: x)
  refused m-car as warden by [] tells []
      given tag: x
      why [{"noMandate":{"role":"warden","activity":"desk.gild","place":{"name":"Plugins/g/plugin.yaml","line":17}}}]
  = 24 car@home: fire("carve") d-1  ()
  pending m-car as warden by ["b-7"] tells ["warden"]
      state rough, changed 16 last 16 by 16
      open #1000 carve car@home m-car warden false -1 ()
  = 25 car@home: fire("scrap") d-1  ()
  refused m-car as - by [] tells []
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":19},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}}]
  = 26 car@g: fire("paint") d-1  (tag: x)
  refused m-car as carver by [] tells []
      given tag: x
      why [{"notHeard":{"role":"clerk","event":"paint","place":{"name":"Plugins/g/plugin.yaml","line":16}}},{"notHeard":{"role":"warden","event":"paint","place":{"name":"Plugins/g/plugin.yaml","line":16}}}]
  = 27 car@g: fire("paint") d-5  (tag: x)
  pending m-car as carver by ["b-1"] tells ["warden"]
      given tag: x, coats: 2
      state rough, changed 26 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 (), #1000 paint car@g m-car carver false -1 (tag: x, coats: 2)
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 28 car@g: fire("paint") d-6  (tag: x)
  pending m-car as carver by ["b-1"] tells ["warden"]
      given tag: x, coats: 2
      state rough, changed 27 last 27 by 27
      open #1000 paint car@g m-car carver false -1 (tag: x, coats: 2)
      hearings paint - #44 2030-01-09, mark clerk #45 -
      drafts mark: note: n; paint: tag: blue, coats: 2
  = 29 car@g: fire("paint") d-7  (tag: x)
  refused m-car as carver by [] tells []
      given tag: x
      why [{"notHeard":{"role":"clerk","event":"paint","asked":"2030-01-10","place":{"name":"Plugins/g/plugin.yaml","line":16}}},{"notHeard":{"role":"warden","event":"paint","asked":"2030-01-10","place":{"name":"Plugins/g/plugin.yaml","line":16}}}]
  = 30 car@g: fire("nudge") d-1  ()
  refused m-car as - by [] tells []
      why [{"notByPeople":{"event":"nudge","source":"engine"}}]
  = 31 car@g: fire("age") d-1  ()
  refused m-car as - by [] tells []
      why [{"notByPeople":{"event":"age","source":"clock"}}]
  = 32 engine: fire("nudge") d-1  ()
  accepted engine as engine by [] tells []
      state rough, changed 1000 last 16 by 16
  = 33 engine: fire("age") d-1  ()
  accepted engine as engine by [] tells []
      state smooth, changed 1000 last 16 by 16
  = 34 clock: fire("nudge") d-1  ()
  refused clock as clock by [] tells []
      why [{"notByPeople":{"event":"nudge","source":"engine"}}]
  = 35 clock: fire("age") d-1  ()
  accepted clock as clock by [] tells []
      state smooth, changed 1000 last 16 by 16
  = 36 car@g: fire("mark") d-6  ()
  refused m-car as carver by [] tells []
      given note: n
      why [{"missingField":{"name":"tag","type":"text"}}]
  = 37 car@g: fire("mark") d-6  (tag: null)
  refused m-car as carver by [] tells []
      given tag: null, note: n
      why [{"missingField":{"name":"tag","type":"text"}}]
  = 38 car@g: fire("mark") d-6  (tag:   )
  refused m-car as carver by [] tells []
      given tag:   , note: n
      why [{"missingField":{"name":"tag","type":"text"}}]
  = 39 car@g: fire("mark") d-6  (tg: x)
  refused m-car as carver by [] tells []
      given tg: x, note: n
      why [{"unknownField":{"_0":"tg","near":"tag"}},{"missingField":{"name":"tag","type":"text"}}]
  = 40 car@g: fire("mark") d-6  (zzzzz: x)
  refused m-car as carver by [] tells []
      given zzzzz: x, note: n
      why [{"unknownField":{"_0":"zzzzz"}},{"missingField":{"name":"tag","type":"text"}}]
  = 41 car@g: fire("mark") d-6  (tag: 1)
  refused m-car as carver by [] tells []
      given tag: 1, note: n
      why [{"wrongField":{"name":"tag","type":"text","found":"number","sample":"\"a text\""}}]
  = 42 car@g: fire("mark") d-6  (tag: x, note: y)
  accepted m-car as carver by ["b-1"] tells ["clerk", "warden"]
      given tag: x, note: y
      state rough, changed 1000 last 27 by 27
      fields note: y, tag: x
      hearings paint - #44 2030-01-09
      drafts paint: tag: blue, coats: 2
  = 43 car@g: fire("plane") d-1  (width: 4)
  accepted m-car as carver by ["b-1"] tells ["clerk", "warden"]
      given width: 4
      state smooth, changed 1000 last 16 by 16
      fields width: 4
  = 44 car@g: fire("plane") d-1  (edge: 5)
  refused m-car as carver by [] tells []
      given edge: 5
      why [{"unmet":{"name":"edge","_1":{"condition":"event.edge = null or event.edge < width","place":{"name":"Workflows/g/workflow.yaml","line":85},"values":[{"name":"width","value":"5"}]},"hint":{"en":"Less","nl":"Minder"}}}]
  = 45 car@g: fire("plane") d-1  (edge: 4)
  accepted m-car as carver by ["b-1"] tells ["clerk", "warden"]
      given edge: 4
      state smooth, changed 1000 last 16 by 16
  = 46 car@g: fire("plane") d-1  (edge: 5)
  refused m-car as carver by [] tells []
      given edge: 5
      why [{"wrongField":{"name":"edge","type":"integer","found":"string","sample":"12"}}]
  = 47 car@g: fire("plane") d-1  (width: 4.5)
  refused m-car as carver by [] tells []
      given width: 4.5
      why [{"wrongField":{"name":"width","type":"integer","found":"number","sample":"12"}}]
  = 48 car@g: fire("plane") d-1  (edge: 9, with: null)
  refused m-car as carver by [] tells []
      given edge: 9, with: null
      why [{"unknownField":{"_0":"with","near":"width"}}]
  = 49 car@g: fire("plane") d-8  ()
  refused m-car as carver by [] tells []
      why [{"noGuard":{"event":"plane","guards":[{"condition":"width > 3","place":{"name":"Workflows/g/workflow.yaml","line":62},"values":[{"name":"width","value":"2"}]},{"condition":"width > 9 and noted","place":{"name":"Workflows/g/workflow.yaml","line":62},"values":[{"name":"width","value":"2"},{"name":"noted","value":"false"}]}]}}]
  = 50 car@g: fire("plane") d-2  ()
  refused m-car as carver by [] tells []
      why [{"unmet":{"name":"smooth only","_1":{"condition":"noted","place":{"name":"Workflows/g/workflow.yaml","line":85},"values":[{"name":"noted","value":"false"}]}}}]
  = 51 war@g: fire("plane") d-8  (width: 4, edge: 7)
  refused m-war as - by [] tells []
      given width: 4, edge: 7
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"carver","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":14},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}},{"unmet":{"name":"edge","_1":{"condition":"event.edge = null or event.edge < width","place":{"name":"Workflows/g/workflow.yaml","line":85},"values":[{"name":"width","value":"2"}]},"hint":{"en":"Less","nl":"Minder"}}}]
  = 52 car@g: fire("sand") d-1  (grain: 3)
  accepted m-car as carver by ["b-1"] tells ["clerk", "warden"]
      given grain: 3
      state rough, changed 1000 last 16 by 16
      fields worth: 8
  = 53 car@g: fire("sand") d-1  ()
  refused m-car as carver by [] tells []
      why [{"missingField":{"name":"grain","type":"number"}}]
  = 54 car@g: fire("resume") d-1  ()
  refused m-car as carver by [] tells []
      why [{"notInState":{"event":"resume","state":"rough","possible":["waiting"],"place":{"name":"Workflows/g/workflow.yaml","line":95}}}]
  = 55 car@g: fire("breakdown") d-1  ()
  refused m-car as carver by [] tells []
      why [{"failed":{"_0":{"expression":{"_0":"division by zero"}},"place":{"name":"Workflows/g/workflow.yaml","line":69}}}]
  = 56 car@g: fire("resume") d-4  ()
  refused m-car as carver by [] tells []
      why [{"notInState":{"event":"resume","state":"scrapped","possible":["waiting"],"place":{"name":"Workflows/g/workflow.yaml","line":95}}}]
  = 57 car@g: fire("breakdown") d-4  ()
  refused m-car as carver by [] tells []
      why [{"notInState":{"event":"breakdown","state":"scrapped","possible":["rough"],"place":{"name":"Workflows/g/workflow.yaml","line":92}}}]
  = 58 car@g: fire("spin") d-1  ()
  refused m-car as carver by [] tells []
      why [{"failed":{"_0":{"endless":{"kind":"desk"}},"place":{"name":"Workflows/g/workflow.yaml","line":38}}}]
  = 59 car@g: fire("markk") d-1  ()
  refused m-car as - by [] tells []
      why [{"noSuchEvent":{"kind":"desk","event":"markk","near":"mark"}}]
  = 60 car@g: fire("mark") d-99  ()
  refused m-car as - by [] tells []
      why [{"noSuchCase":{"_0":"d-99"}}]
  = 61 car@g: fire("paint") d-5  (helper: d-9)
  refused m-car as carver by [] tells []
      given helper: d-9, tag: blue, coats: 2
      why [{"noSuchReference":{"field":"helper","id":"d-9","kind":"desk"}}]
  = 62 car@g: fire("paint") d-5  (helper: m-1)
  refused m-car as carver by [] tells []
      given helper: m-1, tag: blue, coats: 2
      why [{"noSuchReference":{"field":"helper","id":"m-1","kind":"desk"}}]
  = 63 car@g: fire("paint") d-5  (helper: c-1)
  refused m-car as carver by [] tells []
      given helper: c-1, tag: blue, coats: 2
      why [{"noSuchReference":{"field":"helper","id":"c-1","kind":"desk"}}]
  = 64 car@g: fire("paint") d-5  (helper: nowhere)
  refused m-car as carver by [] tells []
      given helper: nowhere, tag: blue, coats: 2
      why [{"noSuchReference":{"field":"helper","id":"nowhere","kind":"desk"}}]
  = 65 war@g: fire("paint") d-5  (helper: d-1)
  refused m-war as - by [] tells []
      given helper: d-1, tag: blue, coats: 2
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}}]
  = 66 car@g: fire("hire") d-1  ()
  accepted m-car as carver by ["b-1"] tells ["clerk", "warden"]
      state rough, changed 1000 last 16 by 16
      creates job job-d-1 (desk: d-1, pay: 2) for -
      creates job - (desk: d-1) for -
  = 67 car@g: fire("release") d-1  ()
  accepted m-car as carver by ["b-1"] tells ["clerk", "warden"]
      state rough, changed 1000 last 16 by 16
      fires call off on j-1 (reason: done)
      fires call off on j-2 (reason: done)
  = 68 car@g: fire("pass") d-5  ()
  accepted m-car as carver by ["b-1"] tells ["clerk", "warden"]
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
      fires nudge on d-1 ()
      fires nudge on d-2 ()
  = 69 car@g: fire("await") d-1  ()
  accepted m-car as carver by ["b-1"] tells ["clerk", "warden"]
      state waiting, changed 1000 last 16 by 16
      services help d-1-help-2, more help d-1-more-help-3
      creates job d-1-help-2 (desk: d-1) for d-1 help
      creates job d-1-more-help-3 (desk: d-1) for d-1 more help
  = 70 car@g: fire("await") d-5  ()
  accepted m-car as carver by ["b-1"] tells ["clerk", "warden"]
      state waiting, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
      services help d-5-help, more help d-5-more-help
      creates job d-5-help (desk: d-5) for d-5 help
      creates job d-5-more-help (desk: d-5) for d-5 more help
  = 71 car@g: fire("resume") d-3  ()
  accepted m-car as carver by ["b-1"] tells ["clerk", "warden"]
      state rough, changed 1000 last 18 by 18
      fires call off on d-3-help (reason: d-3)
  = 72 engine: fire("done.invoke.help") d-3  (case: d-3-help, state: done)
  accepted engine as engine by [] tells []
      given case: d-3-help, state: done
      state rough, changed 1000 last 18 by 18
  = 73 engine: fire("done.invoke.more help") d-3  (case: gone, state: done)
  refused engine as engine by [] tells []
      given case: gone, state: done
      why [{"noSuchReference":{"field":"case","id":"gone","kind":"job"}}]
  = 74 engine: fire("done.invoke.help") d-1  (case: j-1, state: done)
  accepted engine as engine by [] tells []
      given case: j-1, state: done
      state rough, changed 1000 last 16 by 16
  = 75 car@g: fire("finish") d-3-help  ()
  accepted m-car as carver by ["b-1"] tells ["warden"]
      state done, changed 1000 last 22 by 22
      invoker d-3 help
      fires done.invoke.help on d-3 (case: d-3-help, state: done)
  = 76 car@g: fire("finish") j-1  ()
  accepted m-car as carver by ["b-1"] tells ["warden"]
      state done, changed 1000 last 23 by 23
  = 77 car@g: fire("finish") j-2  ()
  refused m-car as carver by [] tells []
      why [{"notInState":{"event":"finish","state":"done","possible":["going"],"place":{"name":"Workflows/g/workflow.yaml","line":36}}}]
  = 78 engine: fire("call off") j-1  (reason: r)
  accepted engine as engine by [] tells []
      given reason: r
      state off, changed 1000 last 23 by 23
  = 79 war@g: fire("create") d-20 desk (width: 3)
  accepted m-war as warden by ["b-2"] tells []
      given width: 3
      state rough, changed 1000 last 1000 by 1000
      fields width: 3, height: 4
  = 80 war@g: fire("create") d-1 desk (width: 3)
  refused m-war as - by [] tells []
      given width: 3
      why [{"caseExists":{"_0":"d-1"}}]
  = 81 war@g: fire("create") store desk (width: 3)
  refused m-war as - by [] tells []
      given width: 3
      why [{"badName":{"_0":"store"}}]
  = 82 war@g: fire("create") D desk (width: 3)
  refused m-war as - by [] tells []
      given width: 3
      why [{"badName":{"_0":"D"}}]
  = 83 war@g: fire("create") d-20 dsk (width: 3)
  refused m-war as - by [] tells []
      given width: 3
      why [{"noSuchKind":{"_0":"dsk","near":"desk"}}]
  = 84 war@g: fire("create") d-20  (width: 3)
  refused m-war as - by [] tells []
      given width: 3
      why [{"noSuchKind":{"_0":""}}]
  = 85 war@g: fire("create") d-20 desk ()
  refused m-war as warden by [] tells []
      why [{"missingField":{"name":"width","type":"integer"}}]
  = 86 engine: fire("create") d-20 desk ()
  refused engine as engine by [] tells []
      why [{"missingField":{"name":"width","type":"integer"}}]
  = 87 war@g: fire("create") d-20 desk (width: 3, height: 9)
  accepted m-war as warden by ["b-2"] tells []
      given width: 3, height: 9
      state rough, changed 1000 last 1000 by 1000
      fields width: 3, height: 9
  = 88 engine: fire("create") d-20 desk (width: 3, height: 9)
  accepted engine as engine by [] tells []
      given width: 3, height: 9
      state rough, changed 1000 last 1000 by 1000
      fields width: 3, height: 9
  = 89 war@g: fire("create") d-20 desk (width: x)
  refused m-war as warden by [] tells []
      given width: x
      why [{"wrongField":{"name":"width","type":"integer","found":"string","sample":"12"}}]
  = 90 engine: fire("create") d-20 desk (width: x)
  refused engine as engine by [] tells []
      given width: x
      why [{"wrongField":{"name":"width","type":"integer","found":"string","sample":"12"}}]
  = 91 war@g: fire("create") d-20 desk (width: 3, worth: 1)
  refused m-war as warden by [] tells []
      given width: 3, worth: 1
      why [{"kept":{"name":"worth","place":{"name":"Workflows/g/workflow.yaml","line":38}}}]
  = 92 engine: fire("create") d-20 desk (width: 3, worth: 1)
  accepted engine as engine by [] tells []
      given width: 3, worth: 1
      state rough, changed 1000 last 1000 by 1000
      fields width: 3, height: 4, worth: 1
  = 93 war@g: fire("create") d-20 desk (width: 3, tag: x, note: n)
  refused m-war as warden by [] tells []
      given width: 3, tag: x, note: n
      why [{"kept":{"name":"tag","event":"mark","place":{"name":"Workflows/g/workflow.yaml","line":38}}}]
  = 94 engine: fire("create") d-20 desk (width: 3, tag: x, note: n)
  accepted engine as engine by [] tells []
      given width: 3, tag: x, note: n
      state rough, changed 1000 last 1000 by 1000
      fields width: 3, height: 4, note: n, tag: x
  = 95 war@g: fire("create") d-20 desk (width: 3, hall: h-9)
  refused m-war as warden by [] tells []
      given width: 3, hall: h-9
      why [{"noSuchReference":{"field":"hall","id":"h-9","kind":"hall"}}]
  = 96 engine: fire("create") d-20 desk (width: 3, hall: h-9)
  refused engine as engine by [] tells []
      given width: 3, hall: h-9
      why [{"noSuchReference":{"field":"hall","id":"h-9","kind":"hall"}}]
  = 97 war@g: fire("create") d-20 desk (width: 3, hall: d-1, beside: ["d-1", "d-77"])
  refused m-war as warden by [] tells []
      given width: 3, hall: d-1, beside: ["d-1", "d-77"]
      why [{"noSuchReference":{"field":"hall","id":"d-1","kind":"hall"}},{"noSuchReference":{"field":"beside","id":"d-77","kind":"desk"}}]
  = 98 engine: fire("create") d-20 desk (width: 3, hall: d-1, beside: ["d-1", "d-77"])
  refused engine as engine by [] tells []
      given width: 3, hall: d-1, beside: ["d-1", "d-77"]
      why [{"noSuchReference":{"field":"hall","id":"d-1","kind":"hall"}},{"noSuchReference":{"field":"beside","id":"d-77","kind":"desk"}}]
  = 99 war@g: fire("create") d-20 desk (width: 3, chest: c-1)
  refused m-war as warden by [] tells []
      given width: 3, chest: c-1
      why [{"noSuchReference":{"field":"chest","id":"c-1","kind":"chest"}}]
  = 100 engine: fire("create") d-20 desk (width: 3, chest: c-1)
  accepted engine as engine by [] tells []
      given width: 3, chest: c-1
      state rough, changed 1000 last 1000 by 1000
      fields width: 3, height: 4, chest: c-1
  = 101 war@g: fire("create") d-20 desk (width: 3, other: c-1)
  refused m-war as warden by [] tells []
      given width: 3, other: c-1
      why [{"noSuchReference":{"field":"other","id":"c-1"}}]
  = 102 engine: fire("create") d-20 desk (width: 3, other: c-1)
  accepted engine as engine by [] tells []
      given width: 3, other: c-1
      state rough, changed 1000 last 1000 by 1000
      fields width: 3, height: 4, other: c-1
  = 103 car@g: fire("create") j-9 job (desk: d-1, pay: 0)
  refused m-car as carver by [] tells []
      given desk: d-1, pay: 0
      why [{"unmet":{"name":"paid","_1":{"condition":"event.pay = null or event.pay > 0","place":{"name":"Workflows/g/workflow.yaml","line":36},"values":[]}}}]
  = 104 car@g: fire("create") j-9 job (desk: d-1, pay: 1)
  accepted m-car as carver by ["b-1"] tells ["warden"]
      given desk: d-1, pay: 1
      state going, changed 1000 last 1000 by 1000
      fields desk: d-1, pay: 1
  = 105 boss@g: fire("create") b-20 badge (person: new@g, role: carver)
  accepted boss@g as administrator by [] tells []
      given person: new@g, role: carver
      state valid, changed 1000 last 1000 by 1000
      fields person: new@g, role: carver
  = 106 boss@g: fire("create") b-20 badge (person: new@g, role: carvr)
  refused boss@g as administrator by [] tells []
      given person: new@g, role: carvr
      why [{"wrongField":{"name":"role","type":"role","found":"name that no plugin defines","sample":"\"carver\""}}]
  = 107 boss@g: fire("create") b-20 badge (person: new@g, role: administrator)
  accepted boss@g as administrator by [] tells []
      given person: new@g, role: administrator
      state valid, changed 1000 last 1000 by 1000
      fields person: new@g, role: administrator
  = 108 boss@g: fire("create") b-20 badge (person: new@g, role: zzzzzzzz)
  refused boss@g as administrator by [] tells []
      given person: new@g, role: zzzzzzzz
      why [{"wrongField":{"name":"role","type":"role","found":"name that no plugin defines","sample":"\"carver\""}}]
  = 109 boss@g: fire("create") x-20 proxy (person: car@home, by: car@g)
  refused boss@g as administrator by [] tells []
      given person: car@home, by: car@g
      why [{"delegationLoop":{"by":"car@g","person":"car@home","chain":["car@g"]}}]
  = 110 boss@g: fire("create") x-20 proxy (person: car@g, by: dep@g)
  refused boss@g as administrator by [] tells []
      given person: car@g, by: dep@g
      why [{"delegationLoop":{"by":"dep@g","person":"car@g","chain":["x-1"]}}]
  = 111 boss@g: fire("create") x-20 proxy (person: dep@g, by: war@g)
  accepted boss@g as administrator by [] tells []
      given person: dep@g, by: war@g
      state valid, changed 1000 last 1000 by 1000
      fields person: dep@g, by: war@g
  = 112 boss@g: fire("create") x-20 proxy (person: m-car, by: car@g)
  refused boss@g as administrator by [] tells []
      given person: m-car, by: car@g
      why [{"delegationLoop":{"by":"car@g","person":"m-car","chain":["car@g"]}}]
  = 113 boss@g: fire("create") m-9 member (accounts: ["z@g"])
  accepted boss@g as administrator by [] tells []
      given accounts: ["z@g"]
      state here, changed 1000 last 1000 by 1000
      fields accounts: ["z@g"]
  = 114 boss@g: fire("rename") m-car  (accounts: ["z@g"])
  accepted boss@g as administrator by [] tells []
      given accounts: ["z@g"]
      state here, changed 1000 last 3 by 3
      fields accounts: ["z@g"]
  = 115 boss@g: fire("create") m-9 member (accounts: ["z@g", "car@g"])
  refused boss@g as administrator by [] tells []
      given accounts: ["z@g", "car@g"]
      why [{"accountTaken":{"account":"car@g","person":"m-car"}}]
  = 116 boss@g: fire("rename") m-car  (accounts: ["z@g", "car@g"])
  accepted boss@g as administrator by [] tells []
      given accounts: ["z@g", "car@g"]
      state here, changed 1000 last 3 by 3
      fields accounts: ["z@g", "car@g"]
  = 117 boss@g: fire("create") m-9 member (accounts: ["war@g", "car@g"])
  refused boss@g as administrator by [] tells []
      given accounts: ["war@g", "car@g"]
      why [{"accountTaken":{"account":"war@g","person":"m-war"}},{"accountTaken":{"account":"car@g","person":"m-car"}}]
  = 118 boss@g: fire("rename") m-car  (accounts: ["war@g", "car@g"])
  refused boss@g as administrator by [] tells []
      given accounts: ["war@g", "car@g"]
      why [{"accountTaken":{"account":"war@g","person":"m-war"}}]
  = 119 war@g: approve(51) d-5  ()
  accepted m-war as warden by ["b-2"] tells ["clerk"]
      given tag: red
      state rough, changed 1000 last 26 by 26
      fields tag: red
      open #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings carve warden #42 -
      drafts gild: tag: gold
      erased note 33
  = 120 war@g: reject(51) d-5  (because: no)
  accepted m-war as warden by ["b-2"] tells ["carver"]
      given because: no
      state rough, changed 1000 last 26 by 26
      open #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 121 war@g: ratify(51) d-5  ()
  refused m-war as - by [] tells []
      why [{"noOpenAct":{"entry":51,"open":[53,54]}}]
  = 122 car@home: approve(51) d-5  ()
  refused m-car as warden by [] tells []
      why [{"fourEyes":{"entry":51,"place":{"name":"Plugins/g/plugin.yaml","line":16}}}]
  = 123 car@home: reject(51) d-5  (because: no)
  accepted m-car as warden by ["b-7"] tells ["carver"]
      given because: no
      state rough, changed 1000 last 26 by 26
      open #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 124 car@home: ratify(51) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":51,"open":[53,54]}}]
  = 125 car@g: approve(51) d-5  ()
  refused m-car as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"fourEyes":{"entry":51,"place":{"name":"Plugins/g/plugin.yaml","line":16}}}]
  = 126 car@g: reject(51) d-5  (because: no)
  refused m-car as - by [] tells []
      given because: no
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 127 car@g: ratify(51) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":51,"open":[53,54]}}]
  = 128 boss@g: approve(51) d-5  ()
  refused boss@g as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"unknownPerson":{}}]
  = 129 boss@g: reject(51) d-5  (because: no)
  refused boss@g as - by [] tells []
      given because: no
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 130 boss@g: ratify(51) d-5  ()
  refused boss@g as - by [] tells []
      why [{"noOpenAct":{"entry":51,"open":[53,54]}}]
  = 131 war@g: approve(52) d-5  ()
  accepted m-war as warden by ["b-2"] tells []
      state scrapped, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 132 war@g: reject(52) d-5  (because: no)
  accepted m-war as warden by ["b-2"] tells ["carver"]
      given because: no
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 133 war@g: ratify(52) d-5  ()
  refused m-war as - by [] tells []
      why [{"noOpenAct":{"entry":52,"open":[53,54]}}]
  = 134 car@home: approve(52) d-5  ()
  accepted m-car as warden by ["b-7"] tells []
      state scrapped, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 135 car@home: reject(52) d-5  (because: no)
  accepted m-car as warden by ["b-7"] tells ["carver"]
      given because: no
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 136 car@home: ratify(52) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":52,"open":[53,54]}}]
  = 137 car@g: approve(52) d-5  ()
  refused m-car as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":19},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 138 car@g: reject(52) d-5  (because: no)
  refused m-car as - by [] tells []
      given because: no
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":19},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 139 car@g: ratify(52) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":52,"open":[53,54]}}]
  = 140 boss@g: approve(52) d-5  ()
  refused boss@g as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":19},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 141 boss@g: reject(52) d-5  (because: no)
  refused boss@g as - by [] tells []
      given because: no
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":19},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 142 boss@g: ratify(52) d-5  ()
  refused boss@g as - by [] tells []
      why [{"noOpenAct":{"entry":52,"open":[53,54]}}]
  = 143 war@g: approve(53) d-5  ()
  refused m-war as - by [] tells []
      why [{"noOpenAct":{"entry":53,"open":[51,52,55,56,57,58]}}]
  = 144 war@g: reject(53) d-5  (because: no)
  accepted m-war as warden by ["b-2"] tells ["carver", "warden"]
      given because: no
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 (), #53 gild two@g two@g carver true 1000 (tag: g)
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 145 war@g: ratify(53) d-5  ()
  refused m-war as - by [] tells []
      why [{"unknownPerson":{"account":"two@g"}}]
  = 146 car@home: approve(53) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":53,"open":[51,52,55,56,57,58]}}]
  = 147 car@home: reject(53) d-5  (because: no)
  accepted m-car as warden by ["b-7"] tells ["carver", "warden"]
      given because: no
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 (), #53 gild two@g two@g carver true 1000 (tag: g)
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 148 car@home: ratify(53) d-5  ()
  refused m-car as - by [] tells []
      why [{"unknownPerson":{"account":"two@g"}}]
  = 149 car@g: approve(53) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":53,"open":[51,52,55,56,57,58]}}]
  = 150 car@g: reject(53) d-5  (because: no)
  refused m-car as - by [] tells []
      given because: no
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":17},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 151 car@g: ratify(53) d-5  ()
  refused m-car as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":17},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"unknownPerson":{"account":"two@g"}}]
  = 152 boss@g: approve(53) d-5  ()
  refused boss@g as - by [] tells []
      why [{"noOpenAct":{"entry":53,"open":[51,52,55,56,57,58]}}]
  = 153 boss@g: reject(53) d-5  (because: no)
  refused boss@g as - by [] tells []
      given because: no
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":17},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 154 boss@g: ratify(53) d-5  ()
  refused boss@g as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":17},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"unknownPerson":{}},{"unknownPerson":{"account":"two@g"}}]
  = 155 war@g: approve(54) d-5  ()
  refused m-war as - by [] tells []
      why [{"noOpenAct":{"entry":54,"open":[51,52,55,56,57,58]}}]
  = 156 war@g: reject(54) d-5  (because: no)
  refused m-war as - by [] tells []
      given because: no
      why [{"noOpenAct":{"entry":54,"open":[51,52,53,55,56,57,58]}}]
  = 157 war@g: ratify(54) d-5  ()
  accepted m-war as warden by ["b-2"] tells ["carver", "warden"]
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 158 car@home: approve(54) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":54,"open":[51,52,55,56,57,58]}}]
  = 159 car@home: reject(54) d-5  (because: no)
  refused m-car as - by [] tells []
      given because: no
      why [{"noOpenAct":{"entry":54,"open":[51,52,53,55,56,57,58]}}]
  = 160 car@home: ratify(54) d-5  ()
  refused m-car as - by [] tells []
      why [{"fourEyes":{"entry":54,"place":{"name":"Plugins/g/plugin.yaml","line":17}}}]
  = 161 car@g: approve(54) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":54,"open":[51,52,55,56,57,58]}}]
  = 162 car@g: reject(54) d-5  (because: no)
  refused m-car as - by [] tells []
      given because: no
      why [{"noOpenAct":{"entry":54,"open":[51,52,53,55,56,57,58]}}]
  = 163 car@g: ratify(54) d-5  ()
  refused m-car as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":17},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"fourEyes":{"entry":54,"place":{"name":"Plugins/g/plugin.yaml","line":17}}}]
  = 164 boss@g: approve(54) d-5  ()
  refused boss@g as - by [] tells []
      why [{"noOpenAct":{"entry":54,"open":[51,52,55,56,57,58]}}]
  = 165 boss@g: reject(54) d-5  (because: no)
  refused boss@g as - by [] tells []
      given because: no
      why [{"noOpenAct":{"entry":54,"open":[51,52,53,55,56,57,58]}}]
  = 166 boss@g: ratify(54) d-5  ()
  refused boss@g as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":17},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"unknownPerson":{}}]
  = 167 war@g: approve(55) d-5  ()
  refused m-war as warden by [] tells []
      why [{"left":{"person":"m-old"}}]
  = 168 war@g: reject(55) d-5  (because: no)
  accepted m-war as warden by ["b-2"] tells ["carver"]
      given because: no
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 169 war@g: ratify(55) d-5  ()
  refused m-war as - by [] tells []
      why [{"noOpenAct":{"entry":55,"open":[53,54]}}]
  = 170 car@home: approve(55) d-5  ()
  refused m-car as warden by [] tells []
      why [{"left":{"person":"m-old"}}]
  = 171 car@home: reject(55) d-5  (because: no)
  accepted m-car as warden by ["b-7"] tells ["carver"]
      given because: no
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 172 car@home: ratify(55) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":55,"open":[53,54]}}]
  = 173 car@g: approve(55) d-5  ()
  refused m-car as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"left":{"person":"m-old"}}]
  = 174 car@g: reject(55) d-5  (because: no)
  refused m-car as - by [] tells []
      given because: no
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 175 car@g: ratify(55) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":55,"open":[53,54]}}]
  = 176 boss@g: approve(55) d-5  ()
  refused boss@g as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"unknownPerson":{}},{"left":{"person":"m-old"}}]
  = 177 boss@g: reject(55) d-5  (because: no)
  refused boss@g as - by [] tells []
      given because: no
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 178 boss@g: ratify(55) d-5  ()
  refused boss@g as - by [] tells []
      why [{"noOpenAct":{"entry":55,"open":[53,54]}}]
  = 179 war@g: approve(56) d-5  ()
  refused m-war as warden by [] tells []
      why [{"unknownPerson":{"account":"cle@g"}},{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["clerk"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}}]
  = 180 war@g: reject(56) d-5  (because: no)
  accepted m-war as warden by ["b-2"] tells ["carver"]
      given because: no
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 181 war@g: ratify(56) d-5  ()
  refused m-war as - by [] tells []
      why [{"noOpenAct":{"entry":56,"open":[53,54]}}]
  = 182 car@home: approve(56) d-5  ()
  refused m-car as warden by [] tells []
      why [{"unknownPerson":{"account":"cle@g"}},{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["clerk"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}}]
  = 183 car@home: reject(56) d-5  (because: no)
  accepted m-car as warden by ["b-7"] tells ["carver"]
      given because: no
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 184 car@home: ratify(56) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":56,"open":[53,54]}}]
  = 185 car@g: approve(56) d-5  ()
  refused m-car as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"unknownPerson":{"account":"cle@g"}},{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["clerk"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}}]
  = 186 car@g: reject(56) d-5  (because: no)
  refused m-car as - by [] tells []
      given because: no
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 187 car@g: ratify(56) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":56,"open":[53,54]}}]
  = 188 boss@g: approve(56) d-5  ()
  refused boss@g as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"unknownPerson":{}},{"unknownPerson":{"account":"cle@g"}},{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["clerk"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}}]
  = 189 boss@g: reject(56) d-5  (because: no)
  refused boss@g as - by [] tells []
      given because: no
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 190 boss@g: ratify(56) d-5  ()
  refused boss@g as - by [] tells []
      why [{"noOpenAct":{"entry":56,"open":[53,54]}}]
  = 191 war@g: approve(57) d-5  ()
  refused m-war as warden by [] tells []
      why [{"notInRole":{"letter":"R","wanted":["carver","warden"],"accountable":"warden","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":18},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"war@g","role":"warden","grant":"b-2"},{"name":"two@g","role":"carver","grant":"b-5"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 192 war@g: reject(57) d-5  (because: no)
  accepted m-war as warden by ["b-2"] tells ["carver", "warden"]
      given because: no
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 193 war@g: ratify(57) d-5  ()
  refused m-war as - by [] tells []
      why [{"noOpenAct":{"entry":57,"open":[53,54]}}]
  = 194 car@home: approve(57) d-5  ()
  refused m-car as warden by [] tells []
      why [{"fourEyes":{"entry":57,"place":{"name":"Plugins/g/plugin.yaml","line":18}}},{"notInRole":{"letter":"R","wanted":["carver","warden"],"accountable":"warden","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":18},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"war@g","role":"warden","grant":"b-2"},{"name":"two@g","role":"carver","grant":"b-5"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 195 car@home: reject(57) d-5  (because: no)
  accepted m-car as warden by ["b-7"] tells ["carver", "warden"]
      given because: no
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 196 car@home: ratify(57) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":57,"open":[53,54]}}]
  = 197 car@g: approve(57) d-5  ()
  refused m-car as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":18},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"fourEyes":{"entry":57,"place":{"name":"Plugins/g/plugin.yaml","line":18}}},{"notInRole":{"letter":"R","wanted":["carver","warden"],"accountable":"warden","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":18},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"war@g","role":"warden","grant":"b-2"},{"name":"two@g","role":"carver","grant":"b-5"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 198 car@g: reject(57) d-5  (because: no)
  refused m-car as - by [] tells []
      given because: no
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":18},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 199 car@g: ratify(57) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":57,"open":[53,54]}}]
  = 200 boss@g: approve(57) d-5  ()
  refused boss@g as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":18},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"unknownPerson":{}},{"notInRole":{"letter":"R","wanted":["carver","warden"],"accountable":"warden","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":18},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"war@g","role":"warden","grant":"b-2"},{"name":"two@g","role":"carver","grant":"b-5"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 201 boss@g: reject(57) d-5  (because: no)
  refused boss@g as - by [] tells []
      given because: no
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":18},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 202 boss@g: ratify(57) d-5  ()
  refused boss@g as - by [] tells []
      why [{"noOpenAct":{"entry":57,"open":[53,54]}}]
  = 203 war@g: approve(58) d-5  ()
  accepted m-war as warden by ["b-2"] tells []
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 204 war@g: reject(58) d-5  (because: no)
  accepted m-war as warden by ["b-2"] tells ["carver", "warden"]
      given because: no
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 205 war@g: ratify(58) d-5  ()
  refused m-war as - by [] tells []
      why [{"noOpenAct":{"entry":58,"open":[53,54]}}]
  = 206 car@home: approve(58) d-5  ()
  refused m-car as warden by [] tells []
      why [{"fourEyes":{"entry":58,"place":{"name":"Plugins/g/plugin.yaml","line":18}}}]
  = 207 car@home: reject(58) d-5  (because: no)
  accepted m-car as warden by ["b-7"] tells ["carver", "warden"]
      given because: no
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue, coats: 2
      erased note 33
  = 208 car@home: ratify(58) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":58,"open":[53,54]}}]
  = 209 car@g: approve(58) d-5  ()
  refused m-car as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":18},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"fourEyes":{"entry":58,"place":{"name":"Plugins/g/plugin.yaml","line":18}}}]
  = 210 car@g: reject(58) d-5  (because: no)
  refused m-car as - by [] tells []
      given because: no
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":18},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 211 car@g: ratify(58) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":58,"open":[53,54]}}]
  = 212 boss@g: approve(58) d-5  ()
  refused boss@g as - by [] tells []
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":18},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"unknownPerson":{}}]
  = 213 boss@g: reject(58) d-5  (because: no)
  refused boss@g as - by [] tells []
      given because: no
      why [{"notInRole":{"letter":"A","wanted":["warden"],"accountable":"warden","has":["administrator"],"activity":{"name":"Plugins/g/plugin.yaml","line":18},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 214 boss@g: ratify(58) d-5  ()
  refused boss@g as - by [] tells []
      why [{"noOpenAct":{"entry":58,"open":[53,54]}}]
  = 215 war@g: approve(99) d-5  ()
  refused m-war as - by [] tells []
      why [{"noOpenAct":{"entry":99,"open":[51,52,55,56,57,58]}}]
  = 216 war@g: reject(99) d-5  (because: no)
  refused m-war as - by [] tells []
      given because: no
      why [{"noOpenAct":{"entry":99,"open":[51,52,53,55,56,57,58]}}]
  = 217 war@g: ratify(99) d-5  ()
  refused m-war as - by [] tells []
      why [{"noOpenAct":{"entry":99,"open":[53,54]}}]
  = 218 car@home: approve(99) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":99,"open":[51,52,55,56,57,58]}}]
  = 219 car@home: reject(99) d-5  (because: no)
  refused m-car as - by [] tells []
      given because: no
      why [{"noOpenAct":{"entry":99,"open":[51,52,53,55,56,57,58]}}]
  = 220 car@home: ratify(99) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":99,"open":[53,54]}}]
  = 221 car@g: approve(99) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":99,"open":[51,52,55,56,57,58]}}]
  = 222 car@g: reject(99) d-5  (because: no)
  refused m-car as - by [] tells []
      given because: no
      why [{"noOpenAct":{"entry":99,"open":[51,52,53,55,56,57,58]}}]
  = 223 car@g: ratify(99) d-5  ()
  refused m-car as - by [] tells []
      why [{"noOpenAct":{"entry":99,"open":[53,54]}}]
  = 224 boss@g: approve(99) d-5  ()
  refused boss@g as - by [] tells []
      why [{"noOpenAct":{"entry":99,"open":[51,52,55,56,57,58]}}]
  = 225 boss@g: reject(99) d-5  (because: no)
  refused boss@g as - by [] tells []
      given because: no
      why [{"noOpenAct":{"entry":99,"open":[51,52,53,55,56,57,58]}}]
  = 226 boss@g: ratify(99) d-5  ()
  refused boss@g as - by [] tells []
      why [{"noOpenAct":{"entry":99,"open":[53,54]}}]
  = 227 war@g: approve(51) d-99  ()
  refused m-war as - by [] tells []
      why [{"noSuchCase":{"_0":"d-99"}}]
  = 228 car@g: consult("paint") d-1  (until: 2030-01-09)
  refused m-car as - by [] tells []
      given until: 2030-01-09
      why [{"datePassed":{"name":"until"}}]
  = 229 car@g: consult("paint") d-1  (until: 2030-01-10)
  refused m-car as - by [] tells []
      given until: 2030-01-10
      why [{"datePassed":{"name":"until"}}]
  = 230 car@g: consult("paint") d-1  (until: 2030-01-11)
  accepted m-car as carver by ["b-1"] tells ["clerk", "warden"]
      given until: 2030-01-11
      state rough, changed 16 last 16 by 16
      hearings paint - #1000 2030-01-11
  = 231 car@g: consult("paint") d-1  ()
  refused m-car as - by [] tells []
      why [{"missingField":{"name":"until","type":"date"}}]
  = 232 car@g: advise("paint") d-1  (opinion: fine)
  refused m-car as - by [] tells []
      given opinion: fine
      why [{"notInRole":{"letter":"C","wanted":["clerk","warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"cle@g","role":"clerk","grant":"b-3"},{"name":"two@g","role":"clerk","grant":"b-6"},{"name":"car@home","role":"warden","grant":"b-7"}]}}]
  = 233 car@g: advise("paint") d-1  (opinion:  )
  refused m-car as - by [] tells []
      given opinion:  
      why [{"notInRole":{"letter":"C","wanted":["clerk","warden"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"war@g","role":"warden","grant":"b-2"},{"name":"cle@g","role":"clerk","grant":"b-3"},{"name":"two@g","role":"clerk","grant":"b-6"},{"name":"car@home","role":"warden","grant":"b-7"}]}},{"missingField":{"name":"opinion","type":"text"}}]
  = 234 car@g: prepare("paint") d-6  (tag: pink)
  refused m-car as - by [] tells []
      given tag: pink
      why [{"notInRole":{"letter":"S","wanted":["clerk"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"cle@g","role":"clerk","grant":"b-3"},{"name":"two@g","role":"clerk","grant":"b-6"}]}}]
  = 235 car@g: prepare("paint") d-6  (tg: pink)
  refused m-car as - by [] tells []
      given tg: pink
      why [{"notInRole":{"letter":"S","wanted":["clerk"],"accountable":"warden","has":["carver"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"cle@g","role":"clerk","grant":"b-3"},{"name":"two@g","role":"clerk","grant":"b-6"}]}},{"unknownField":{"_0":"tg","near":"tag"}}]
  = 236 cle@g: consult("paint") d-1  (until: 2030-01-09)
  refused cle@g as - by [] tells []
      given until: 2030-01-09
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["clerk"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}},{"datePassed":{"name":"until"}}]
  = 237 cle@g: consult("paint") d-1  (until: 2030-01-10)
  refused cle@g as - by [] tells []
      given until: 2030-01-10
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["clerk"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}},{"datePassed":{"name":"until"}}]
  = 238 cle@g: consult("paint") d-1  (until: 2030-01-11)
  refused cle@g as - by [] tells []
      given until: 2030-01-11
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["clerk"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}}]
  = 239 cle@g: consult("paint") d-1  ()
  refused cle@g as - by [] tells []
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["clerk"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}},{"missingField":{"name":"until","type":"date"}}]
  = 240 cle@g: advise("paint") d-1  (opinion: fine)
  accepted cle@g as clerk by ["b-3"] tells ["carver"]
      given opinion: fine
      state rough, changed 16 last 16 by 16
      hearings paint clerk #1000 -
  = 241 cle@g: advise("paint") d-1  (opinion:  )
  refused cle@g as - by [] tells []
      given opinion:  
      why [{"missingField":{"name":"opinion","type":"text"}}]
  = 242 cle@g: prepare("paint") d-6  (tag: pink)
  accepted cle@g as clerk by ["b-3"] tells ["carver"]
      given tag: pink
      state rough, changed 27 last 27 by 27
      hearings paint - #44 2030-01-09, mark clerk #45 -
      drafts mark: note: n; paint: tag: pink
  = 243 cle@g: prepare("paint") d-6  (tg: pink)
  refused cle@g as - by [] tells []
      given tg: pink
      why [{"unknownField":{"_0":"tg","near":"tag"}}]
  = 244 war@g: consult("paint") d-1  (until: 2030-01-09)
  refused m-war as - by [] tells []
      given until: 2030-01-09
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}},{"datePassed":{"name":"until"}}]
  = 245 war@g: consult("paint") d-1  (until: 2030-01-10)
  refused m-war as - by [] tells []
      given until: 2030-01-10
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}},{"datePassed":{"name":"until"}}]
  = 246 war@g: consult("paint") d-1  (until: 2030-01-11)
  refused m-war as - by [] tells []
      given until: 2030-01-11
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}}]
  = 247 war@g: consult("paint") d-1  ()
  refused m-war as - by [] tells []
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"warden","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}},{"missingField":{"name":"until","type":"date"}}]
  = 248 war@g: advise("paint") d-1  (opinion: fine)
  accepted m-war as warden by ["b-2"] tells ["carver"]
      given opinion: fine
      state rough, changed 16 last 16 by 16
      hearings paint warden #1000 -
  = 249 war@g: advise("paint") d-1  (opinion:  )
  refused m-war as - by [] tells []
      given opinion:  
      why [{"missingField":{"name":"opinion","type":"text"}}]
  = 250 war@g: prepare("paint") d-6  (tag: pink)
  refused m-war as - by [] tells []
      given tag: pink
      why [{"notInRole":{"letter":"S","wanted":["clerk"],"accountable":"warden","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"cle@g","role":"clerk","grant":"b-3"},{"name":"two@g","role":"clerk","grant":"b-6"}]}}]
  = 251 war@g: prepare("paint") d-6  (tg: pink)
  refused m-war as - by [] tells []
      given tg: pink
      why [{"notInRole":{"letter":"S","wanted":["clerk"],"accountable":"warden","has":["warden"],"activity":{"name":"Plugins/g/plugin.yaml","line":16},"could":[{"name":"cle@g","role":"clerk","grant":"b-3"},{"name":"two@g","role":"clerk","grant":"b-6"}]}},{"unknownField":{"_0":"tg","near":"tag"}}]
  = 252 cle@g: consult("paintt") d-1  ()
  refused cle@g as - by [] tells []
      why [{"noSuchEvent":{"kind":"desk","event":"paintt","near":"paint"}}]
  = 253 cle@g: advise("age") d-1  ()
  refused cle@g as - by [] tells []
      why [{"notByPeople":{"event":"age","source":"clock"}}]
  = 254 cle@g: prepare("mark") d-1  ()
  refused cle@g as - by [] tells []
      why [{"notInRole":{"letter":"S","wanted":[],"accountable":"carver","has":["clerk"],"activity":{"name":"Plugins/g/plugin.yaml","line":14},"could":[]}},{"missingField":{"name":"tag","type":"text"}}]
  = 255 cle@g: consult("mark") d-1  ()
  refused cle@g as - by [] tells []
      why [{"notInRole":{"letter":"R","wanted":["carver"],"accountable":"carver","has":["clerk"],"activity":{"name":"Plugins/g/plugin.yaml","line":14},"could":[{"name":"car@g","role":"carver","grant":"b-1"},{"name":"two@g","role":"carver","grant":"b-5"}]}},{"missingField":{"name":"until","type":"date"}}]
  = 256 cle@g: prepare("paint") d-1  (coats: 1, helper: c-1)
  refused cle@g as - by [] tells []
      given coats: 1, helper: c-1
      why [{"noSuchReference":{"field":"helper","id":"c-1","kind":"desk"}}]
  = 257 boss@g: rotateKey d-1  (because: asked)
  accepted boss@g as administrator by [] tells []
      given because: asked
  = 258 boss@g: begin d-1  (because: asked)
  refused boss@g as - by [] tells []
      given because: asked
      why [{"notByPeople":{"event":"begin","source":"engine"}}]
  = 259 boss@g: runUnder d-1  (because: asked)
  refused boss@g as - by [] tells []
      given because: asked
      why [{"notByPeople":{"event":"run under","source":"engine"}}]
  = 260 boss@g: goTo d-1  (because: asked)
  refused boss@g as - by [] tells []
      given because: asked
      why [{"notByPeople":{"event":"go to","source":"engine"}}]
  = 261 boss@g: recover d-1  (because: asked)
  refused boss@g as - by [] tells []
      given because: asked
      why [{"notByPeople":{"event":"recover","source":"engine"}}]
  = 262 boss@g: retime d-1  (because: asked)
  refused boss@g as - by [] tells []
      given because: asked
      why [{"notByPeople":{"event":"retime","source":"engine"}}]
  = 263 boss@g: schedule("yearly") d-1  (because: asked)
  refused boss@g as - by [] tells []
      given because: asked
      why [{"notByPeople":{"event":"yearly","source":"clock"}}]
  = 264 boss@g: upgrade d-1  (because: asked)
  refused boss@g as - by [] tells []
      given because: asked
      why [{"isCurrent":{"_0":"d-1"}},{"unknownField":{"_0":"because"}}]
  = 265 boss@g: erase("tag") d-1  (because: asked)
  accepted boss@g as administrator by [] tells []
      given because: asked
      state rough, changed 1000 last 16 by 16
      fields tag: null
      erased tag 1000
  = 266 car@g: rotateKey d-1  (because: asked)
  refused m-car as - by [] tells []
      given because: asked
      why [{"notInRole":{"letter":"R","wanted":["administrator"],"accountable":"administrator","has":["carver"],"could":[{"name":"boss@g","role":"administrator"}]}}]
  = 267 car@g: begin d-1  (because: asked)
  refused m-car as - by [] tells []
      given because: asked
      why [{"notByPeople":{"event":"begin","source":"engine"}}]
  = 268 car@g: runUnder d-1  (because: asked)
  refused m-car as - by [] tells []
      given because: asked
      why [{"notByPeople":{"event":"run under","source":"engine"}}]
  = 269 car@g: goTo d-1  (because: asked)
  refused m-car as - by [] tells []
      given because: asked
      why [{"notByPeople":{"event":"go to","source":"engine"}}]
  = 270 car@g: recover d-1  (because: asked)
  refused m-car as - by [] tells []
      given because: asked
      why [{"notByPeople":{"event":"recover","source":"engine"}}]
  = 271 car@g: retime d-1  (because: asked)
  refused m-car as - by [] tells []
      given because: asked
      why [{"notByPeople":{"event":"retime","source":"engine"}}]
  = 272 car@g: schedule("yearly") d-1  (because: asked)
  refused m-car as - by [] tells []
      given because: asked
      why [{"notByPeople":{"event":"yearly","source":"clock"}}]
  = 273 car@g: upgrade d-1  (because: asked)
  refused m-car as - by [] tells []
      given because: asked
      why [{"notInRole":{"letter":"R","wanted":["administrator"],"accountable":"administrator","has":["carver"],"could":[{"name":"boss@g","role":"administrator"}]}},{"isCurrent":{"_0":"d-1"}},{"unknownField":{"_0":"because"}}]
  = 274 car@g: erase("tag") d-1  (because: asked)
  refused m-car as - by [] tells []
      given because: asked
      why [{"notInRole":{"letter":"R","wanted":["administrator"],"accountable":"administrator","has":["carver"],"could":[{"name":"boss@g","role":"administrator"}]}}]
  = 275 clock: rotateKey d-1  (because: asked)
  refused clock as - by [] tells []
      given because: asked
      why [{"notInRole":{"letter":"R","wanted":["administrator"],"accountable":"administrator","has":[],"could":[{"name":"boss@g","role":"administrator"}]}}]
  = 276 clock: begin d-1  (because: asked)
  refused clock as - by [] tells []
      given because: asked
      why [{"caseExists":{"_0":"d-1"}}]
  = 277 clock: runUnder d-1  (because: asked)
  accepted clock as clock by [] tells []
      given because: asked
  = 278 clock: goTo d-1  (because: asked)
  accepted clock as clock by [] tells []
      given because: asked
  = 279 clock: recover d-1  (because: asked)
  accepted clock as clock by [] tells []
      given because: asked
  = 280 clock: retime d-1  (because: asked)
  accepted clock as clock by [] tells []
      state rough, changed 16 last 16 by 16
  = 281 clock: schedule("yearly") d-1  (because: asked)
  accepted clock as clock by [] tells []
      given occurrence: 2030-01-10
      state rough, changed 16 last 16 by 16
      occurrences yearly 2030-01-10
      creates job y-2030-01-10 (desk: d-1) for -
  = 282 clock: upgrade d-1  (because: asked)
  refused clock as - by [] tells []
      given because: asked
      why [{"notInRole":{"letter":"R","wanted":["administrator"],"accountable":"administrator","has":[],"could":[{"name":"boss@g","role":"administrator"}]}},{"isCurrent":{"_0":"d-1"}},{"unknownField":{"_0":"because"}}]
  = 283 clock: erase("tag") d-1  (because: asked)
  refused clock as - by [] tells []
      given because: asked
      why [{"notInRole":{"letter":"R","wanted":["administrator"],"accountable":"administrator","has":[],"could":[{"name":"boss@g","role":"administrator"}]}}]
  = 284 boss@g: retime d-99  ()
  refused boss@g as - by [] tells []
      why [{"notByPeople":{"event":"retime","source":"engine"}}]
  = 285 clock: retime d-99  ()
  refused clock as - by [] tells []
      why [{"noSuchCase":{"_0":"d-99"}}]
  = 286 boss@g: schedule("yearly") d-99  ()
  refused boss@g as - by [] tells []
      why [{"noSuchCase":{"_0":"d-99"}}]
  = 287 clock: schedule("yearly") d-99  ()
  refused clock as - by [] tells []
      why [{"noSuchCase":{"_0":"d-99"}}]
  = 288 boss@g: upgrade d-99  ()
  refused boss@g as - by [] tells []
      why [{"noSuchCase":{"_0":"d-99"}}]
  = 289 clock: upgrade d-99  ()
  refused clock as - by [] tells []
      why [{"noSuchCase":{"_0":"d-99"}}]
  = 290 boss@g: erase("tag") d-99  ()
  refused boss@g as - by [] tells []
      why [{"noSuchCase":{"_0":"d-99"}}]
  = 291 clock: erase("tag") d-99  ()
  refused clock as - by [] tells []
      why [{"noSuchCase":{"_0":"d-99"}}]
  = 292 clock: schedule("yearly") d-2  ()
  accepted clock as clock by [] tells []
      given occurrence: 2030-01-10
      state smooth, changed 17 last 17 by 17
      occurrences yearly 2030-01-10
      creates job y-2030-01-10 (desk: d-2) for -
  = 293 clock: schedule("broken") d-2  ()
  accepted clock as clock by [] tells []
      given passed over: [2029-12-20, 2029-12-21, 2029-12-22, 2029-12-23, 2029-12-24, 2029-12-25, 2029-12-26, 2029-12-27, 2029-12-28, 2029-12-29, 2029-12-30, 2029-12-31, 2030-01-01, 2030-01-02, 2030-01-03, 2030-01-04, 2030-01-05, 2030-01-06, 2030-01-07, 2030-01-08, 2030-01-09]
      state smooth, changed 17 last 17 by 17
      occurrences broken 2030-01-09
  = 294 clock: schedule("none") d-2  ()
  refused clock as - by [] tells []
      why [{"notByPeople":{"event":"none","source":"clock"}}]
  = 295 clock: schedule("yearly") d-7  ()
  accepted clock as clock by [] tells []
      given occurrence: 2030-02-10
      state rough, changed 28 last 28 by 28
      hearings paint - #44 2030-01-10
      occurrences yearly 2030-02-10
      creates job y-2030-02-10 (desk: d-7) for -
  = 296 clock: schedule("broken") d-7  ()
  accepted clock as clock by [] tells []
      given passed over: [2029-12-20, 2029-12-21, 2029-12-22, 2029-12-23, 2029-12-24, 2029-12-25, 2029-12-26, 2029-12-27, 2029-12-28, 2029-12-29, 2029-12-30, 2029-12-31, 2030-01-01, 2030-01-02, 2030-01-03, 2030-01-04, 2030-01-05, 2030-01-06, 2030-01-07, 2030-01-08, 2030-01-09]
      state rough, changed 28 last 28 by 28
      hearings paint - #44 2030-01-10
      occurrences broken 2030-01-09, yearly 2030-01-10
  = 297 clock: schedule("none") d-7  ()
  refused clock as - by [] tells []
      why [{"notByPeople":{"event":"none","source":"clock"}}]
  = 298 clock: schedule("yearly") d-4  ()
  accepted clock as clock by [] tells []
      given occurrence: 2030-01-10
      state scrapped, changed 25 last 25 by 25
      occurrences yearly 2030-01-10
      creates job y-2030-01-10 (desk: d-4) for -
  = 299 clock: schedule("broken") d-4  ()
  accepted clock as clock by [] tells []
      given passed over: [2029-12-20, 2029-12-21, 2029-12-22, 2029-12-23, 2029-12-24, 2029-12-25, 2029-12-26, 2029-12-27, 2029-12-28, 2029-12-29, 2029-12-30, 2029-12-31, 2030-01-01, 2030-01-02, 2030-01-03, 2030-01-04, 2030-01-05, 2030-01-06, 2030-01-07, 2030-01-08, 2030-01-09]
      state scrapped, changed 25 last 25 by 25
      occurrences broken 2030-01-09
  = 300 clock: schedule("none") d-4  ()
  refused clock as - by [] tells []
      why [{"notByPeople":{"event":"none","source":"clock"}}]
  = 301 boss@g: erase("tag") d-5  (because: asked)
  refused boss@g as - by [] tells []
      given because: asked
      why [{"stillOpen":{"_0":[{"entry":51,"subject":"d-5"},{"entry":53,"subject":"d-5"}]}}]
  = 302 boss@g: erase("tag") d-5  (because:  )
  refused boss@g as - by [] tells []
      given because:  
      why [{"missingField":{"name":"because","type":"text"}},{"stillOpen":{"_0":[{"entry":51,"subject":"d-5"},{"entry":53,"subject":"d-5"}]}}]
  = 303 boss@g: erase("note") d-5  (because: asked)
  refused boss@g as - by [] tells []
      given because: asked
      why [{"alreadyErased":{"field":"note","entry":33}}]
  = 304 boss@g: erase("note") d-5  (because:  )
  refused boss@g as - by [] tells []
      given because:  
      why [{"missingField":{"name":"because","type":"text"}},{"alreadyErased":{"field":"note","entry":33}}]
  = 305 boss@g: erase("coats") d-5  (because: asked)
  accepted boss@g as administrator by [] tells []
      given because: asked
      state rough, changed 1000 last 26 by 26
      open #51 paint car@g m-car carver false -1 (tag: red), #52 scrap car@g m-car carver false -1 (), #53 gild two@g two@g carver true -1 (tag: g), #54 gild car@g m-car carver true 60 (), #55 paint old@g m-old carver false -1 (), #56 paint cle@g cle@g carver false -1 (), #57 carve car@home m-car carver false -1 (), #58 carve car@g m-car carver false -1 ()
      hearings paint clerk #40 -, paint warden #41 -, carve warden #42 -
      drafts gild: tag: gold; paint: tag: blue
      erased note 33
  = 306 boss@g: erase("coats") d-5  (because:  )
  refused boss@g as - by [] tells []
      given because:  
      why [{"missingField":{"name":"because","type":"text"}}]
  = 307 boss@g: erase("width") d-6  (because: asked)
  accepted boss@g as administrator by [] tells []
      given because: asked
      state rough, changed 1000 last 27 by 27
      fields width: null
      hearings paint - #44 2030-01-09, mark clerk #45 -
      drafts mark: note: n; paint: tag: blue, coats: 2
      erased width 1000
  = 308 boss@g: erase("width") d-6  (because:  )
  refused boss@g as - by [] tells []
      given because:  
      why [{"missingField":{"name":"because","type":"text"}}]
  = 309 boss@g: erase("tg") d-5  (because: asked)
  refused boss@g as - by [] tells []
      given because: asked
      why [{"unknownField":{"_0":"tg","near":"tag"}}]
  = 310 boss@g: erase("tg") d-5  (because:  )
  refused boss@g as - by [] tells []
      given because:  
      why [{"unknownField":{"_0":"tg","near":"tag"}}]
  = 311 boss@g: erase("accounts") m-car  (because: asked)
  refused boss@g as - by [] tells []
      given because: asked
      why [{"stillOpen":{"_0":[{"entry":51,"subject":"d-5"},{"entry":52,"subject":"d-5"},{"entry":54,"subject":"d-5"},{"entry":57,"subject":"d-5"},{"entry":58,"subject":"d-5"}]}}]
  = 312 boss@g: erase("accounts") m-car  (because:  )
  refused boss@g as - by [] tells []
      given because:  
      why [{"missingField":{"name":"because","type":"text"}},{"stillOpen":{"_0":[{"entry":51,"subject":"d-5"},{"entry":52,"subject":"d-5"},{"entry":54,"subject":"d-5"},{"entry":57,"subject":"d-5"},{"entry":58,"subject":"d-5"}]}}]
  = 313 boss@g: erase("accounts") m-war  (because: asked)
  accepted boss@g as administrator by [] tells []
      given because: asked
      state here, changed 1000 last 4 by 4
      fields accounts: null
      erased accounts 1000
  = 314 boss@g: erase("accounts") m-war  (because:  )
  refused boss@g as - by [] tells []
      given because:  
      why [{"missingField":{"name":"because","type":"text"}}]
  = 315 boss@g: erase("note") d-6  (because: asked)
  accepted boss@g as administrator by [] tells []
      given because: asked
      state rough, changed 1000 last 27 by 27
      hearings paint - #44 2030-01-09, mark clerk #45 -
      drafts mark: ; paint: tag: blue, coats: 2
      erased note 1000
  = 316 boss@g: erase("note") d-6  (because:  )
  refused boss@g as - by [] tells []
      given because:  
      why [{"missingField":{"name":"because","type":"text"}}]
  """#
