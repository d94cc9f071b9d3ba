import Testing

@testable import FEEL

// Literals, operators, loops and types at their edges. A line is an expression, what it gives, and the codes of its faults
// with where they are, unless that is the whole expression.

private let literalsAndTexts = Table(
  "Literals and texts",
  #"""
  0  =>  0
  00012.500  =>  12.5
  .5  =>  0.5
  -0  =>  0
  -(0)  =>  0
  1E3  =>  1000
  1e3  =>  1000
  1E+3  =>  1000
  1E-3  =>  0.001
  1.5E2  =>  150
  5.e  =>  null  ! unknown-property
  9999999999999999999999999999999999  =>  9999999999999999999999999999999999
  99999999999999999999999999999999995  =>  1E+35
  0.1234567890123456789012345678901234567  =>  0.1234567890123456789012345678901235
  "a\tb\nc\rd\\e\"f\'g"  =>  "a\tb\nc\rd\\e\"f'g"
  "\u0041\u00e9"  =>  "Aé"
  "\U000041"  =>  "A"
  "\uD83D\uDC0E"  =>  "🐎"
  "\q"  =>  "\\q"
  "\/"  =>  "\\/"
  true  =>  true
  null  =>  null
  @"2031-03-10"  =>  @"2031-03-10"
  @"09:30:00"  =>  @"09:30:00"
  @"P1Y"  =>  @"P1Y"
  @ "P1D"  =>  @"P1D"
  []  =>  []
  [1, [2, "a"], null]  =>  [1, [2, "a"], null]
  {}  =>  {}
  {a: 1, "b c": 2, d e: 3, f+g: 4, h.i: 5}  =>  {a: 1, b c: 2, d e: 3, "f+g": 4, "h.i": 5}
  {j'k: 6, l/m: 7, n*o: 8, p-q: 9}  =>  {"j'k": 6, "l/m": 7, "n*o": 8, "p-q": 9}
  {a: 1, b: a + 1, c: b + a}  =>  {a: 1, b: 2, c: 3}
  {a: {b: 1}, c: a.b}  =>  {a: {b: 1}, c: 1}
  1 // a comment  =>  1
  1 /* in */ + /* or out */ 2  =>  3
  1 /* open  =>  1
  """#)

private let arithmetic = Table(
  "Arithmetic",
  #"""
  1 + 2  =>  3
  1 - 2 - 3  =>  -4
  2 - -3  =>  5
  10 / 4 / 5  =>  0.5
  2 * 3 + 4  =>  10
  2 + 3 * 4  =>  14
  (2 + 3) * 4  =>  20
  2 ** 3 ** 2  =>  64
  2 ** 0  =>  1
  0 ** 0  =>  1
  2 ** -2  =>  0.25
  0 ** -1  =>  null  ! no-result
  2 ** 0.5  =>  1.414213562373095048801688724209698
  0 ** 0.5  =>  0
  0 ** -0.5  =>  null  ! no-result
  4 ** 1.5  =>  7.999999999999999999999999999998
  (-2) ** 3  =>  -8
  -2 ** 2  =>  4
  --2  =>  2
  - - 2  =>  2
  10 ** 6144  =>  1E+6144
  10 ** 6145  =>  null  ! no-result
  2 ** 1000000001  =>  null  ! no-result
  1 ** 1000000000  =>  1
  (1/3) * 3  =>  0.9999999999999999999999999999999999
  1/7  =>  0.1428571428571428571428571428571429
  -1/7  =>  -0.1428571428571428571428571428571429
  2/3  =>  0.6666666666666666666666666666666667
  -2/3  =>  -0.6666666666666666666666666666666667
  1E6111 * 1E33  =>  1E+6144
  1E6111 * 1E34  =>  null  ! no-result
  1E-6176 / 10  =>  0
  1E-6176 * 0.6  =>  1E-6176
  1E-6176 * 0.5  =>  0
  1E-6176 * 0.4  =>  0
  1E-3000 * 1E-3300  =>  0
  9999999999999999999999999999999999 + 0.5  =>  1E+34
  9999999999999999999999999999999998 + 0.5  =>  9999999999999999999999999999999998
  9999999999999999999999999999999999 + 0.49  =>  9999999999999999999999999999999999
  9223372036854775807 + 1  =>  9223372036854775808
  4611686018427387903 + 1  =>  4611686018427387904
  18446744073709551615 + 1  =>  18446744073709551616
  18446744073709551615 * 18446744073709551615  =>  3.402823669209384634264811192843491E+38
  -4611686018427387904 - 1  =>  -4611686018427387905
  4294967296 * 4294967296  =>  18446744073709551616
  1E34 + 1  =>  1E+34
  1E34 - 1  =>  9999999999999999999999999999999999
  1E40 - 1  =>  1E+40
  1E70 - 1  =>  1E+70
  1E33 - 0.1  =>  999999999999999999999999999999999.9
  "a" + "b"  =>  "ab"
  "a" + ""  =>  "a"
  "a" - "b"  =>  null  ! wrong-operand
  "a" + 1  =>  null  ! wrong-operand
  1 + "a"  =>  null  ! wrong-operand
  null + 1  =>  null  ! wrong-operand
  1 + null  =>  null  ! wrong-operand
  [1] + 1  =>  null  ! wrong-operand
  1 * "a"  =>  null  ! wrong-operand
  "a" * 1  =>  null  ! wrong-operand
  1 / "a"  =>  null  ! wrong-operand
  1 ** "a"  =>  null  ! wrong-operand
  -"a"  =>  null  ! wrong-operand
  -null  =>  null  ! wrong-operand
  -true  =>  null  ! wrong-operand
  1 / 0  =>  null  ! division-by-zero
  0 / 0  =>  null  ! division-by-zero
  """#)

private let datesAndDurations = Table(
  "Dates and durations",
  #"""
  @"2031-01-31" + @"P1M"  =>  @"2031-02-28"
  @"P1M" + @"2031-01-31"  =>  @"2031-02-28"
  @"2031-03-31" - @"P1M"  =>  @"2031-02-28"
  @"2031-12-31" + @"P1D"  =>  @"2032-01-01"
  @"P1D" + @"2031-12-31"  =>  @"2032-01-01"
  @"2031-12-31" + @"PT23H"  =>  @"2031-12-31"
  @"2031-12-31" + @"PT25H"  =>  @"2032-01-01"
  @"2031-12-31" - @"PT1H"  =>  @"2031-12-30"
  @"2031-12-31" - @"PT24H"  =>  @"2031-12-30"
  @"2031-12-31" + @"-PT1S"  =>  @"2031-12-30"
  @"2032-02-29" + @"P1Y"  =>  @"2033-02-28"
  @"2032-02-29" - @"P4Y"  =>  @"2028-02-29"
  @"999999999-12-31" + @"P1D"  =>  null  ! wrong-operand
  @"999999999-12-31" + @"P1M"  =>  null  ! wrong-operand
  @"-999999999-01-01" - @"P1M"  =>  null  ! wrong-operand
  @"2031-03-10T09:30:00" + @"P1M"  =>  @"2031-04-10T09:30:00"
  @"P1M" + @"2031-03-10T09:30:00"  =>  @"2031-04-10T09:30:00"
  @"2031-03-31T09:30:00" - @"P1M"  =>  @"2031-02-28T09:30:00"
  @"2031-03-10T09:30:00" + @"PT15H"  =>  @"2031-03-11T00:30:00"
  @"PT15H" + @"2031-03-10T09:30:00"  =>  @"2031-03-11T00:30:00"
  @"2031-03-10T09:30:00" - @"PT10H"  =>  @"2031-03-09T23:30:00"
  @"2031-03-10T09:30:00.75Z" + @"PT0.5S"  =>  @"2031-03-10T09:30:01.25Z"
  @"2031-03-10T23:59:59.75Z" + @"PT0.5S"  =>  @"2031-03-11T00:00:00.25Z"
  @"2031-03-10T00:00:00.25" - @"PT0.5S"  =>  @"2031-03-09T23:59:59.75"
  @"2031-03-30T01:30:00@Europe/Amsterdam" + @"PT1H"  =>  @"2031-03-30T03:30:00@Europe/Amsterdam"
  @"2031-03-30T01:30:00.5@Europe/Amsterdam" + @"PT1H0.5S"  =>  @"2031-03-30T03:30:01@Europe/Amsterdam"
  @"2024-03-31T02:30:00@Europe/Amsterdam" + @"PT0S"  =>  @"2024-03-31T03:30:00@Europe/Amsterdam"
  @"2024-03-31T02:30:00@Europe/Amsterdam" = @"2024-03-31T01:30:00@Europe/Amsterdam"  =>  false
  @"2024-03-30T02:30:00@Europe/Amsterdam" + @"P1D"  =>  @"2024-03-31T03:30:00@Europe/Amsterdam"
  @"2024-03-31T02:30:00@Europe/Amsterdam".time offset  =>  @"PT1H"
  @"2031-03-30T01:30:00@Europe/Amsterdam" + @"P1D"  =>  @"2031-03-31T02:30:00@Europe/Amsterdam"
  @"2031-03-30T03:30:00@Europe/Amsterdam" - @"PT1H"  =>  @"2031-03-30T01:30:00@Europe/Amsterdam"
  @"999999999-12-31T23:59:59" + @"PT1S"  =>  null  ! wrong-operand
  @"09:30:00" + @"PT15H"  =>  @"00:30:00"
  @"PT15H" + @"09:30:00"  =>  @"00:30:00"
  @"09:30:00" - @"PT10H"  =>  @"23:30:00"
  @"09:30:00" + @"P1D"  =>  @"09:30:00"
  @"09:30:00.5" + @"PT0.5S"  =>  @"09:30:01"
  @"23:59:59.5+01:00" + @"PT0.5S"  =>  @"00:00:00+01:00"
  @"00:00:00" - @"PT0.5S"  =>  @"23:59:59.5"
  @"10:00:00" - @"09:30:00"  =>  @"PT30M"
  @"09:30:00" - @"10:00:00"  =>  @"-PT30M"
  @"10:00:00.5" - @"09:30:00.75"  =>  @"PT29M59.75S"
  @"10:00:00Z" - @"10:00:00+01:00"  =>  @"PT1H"
  @"10:00:00+01:00" - @"10:00:00Z"  =>  @"-PT1H"
  @"10:00:00" - @"10:00:00Z"  =>  null  ! wrong-operand
  @"10:00:00Z" - @"10:00:00"  =>  null  ! wrong-operand
  @"2031-03-10" - @"2031-03-09"  =>  @"P1D"
  @"2031-03-09" - @"2031-03-10"  =>  @"-P1D"
  @"2031-03-10T00:00:00Z" - @"2031-03-09"  =>  @"P1D"
  @"2031-03-10" - @"2031-03-09T12:00:00Z"  =>  @"PT12H"
  @"2031-03-10T12:00:00" - @"2031-03-09T00:00:00"  =>  @"P1DT12H"
  @"2031-03-10T12:00:00" - @"2031-03-09T00:00:00Z"  =>  null  ! wrong-operand
  @"2031-03-10T12:00:00Z" - @"2031-03-10T12:00:00+01:00"  =>  @"PT1H"
  @"2031-03-10T12:00:00.25Z" - @"2031-03-10T12:00:00.5Z"  =>  @"-PT0.25S"
  @"2031-07-10T12:00:00@Europe/Amsterdam" - @"2031-07-10T12:00:00Z"  =>  @"-PT2H"
  @"2031-01-10T12:00:00@Europe/Amsterdam" - @"2031-01-10T12:00:00Z"  =>  @"-PT1H"
  @"2031-03-10" - 1  =>  null  ! wrong-operand
  1 - @"2031-03-10"  =>  null  ! wrong-operand
  @"2031-03-10" + 1  =>  null  ! wrong-operand
  @"2031-03-10" + @"2031-03-10"  =>  null  ! wrong-operand
  @"2031-03-10" * 2  =>  null  ! wrong-operand
  @"P1M" + @"P1Y"  =>  @"P1Y1M"
  @"P1M" - @"P1Y"  =>  @"-P11M"
  @"P1D" + @"PT1H"  =>  @"P1DT1H"
  @"P1D" - @"PT25H"  =>  @"-PT1H"
  @"PT0.5S" + @"PT0.5S"  =>  @"PT1S"
  @"PT0.25S" - @"PT0.5S"  =>  @"-PT0.25S"
  @"P1M" + @"P1D"  =>  null  ! wrong-operand
  @"P1D" - @"P1M"  =>  null  ! wrong-operand
  @"P1M" * 3  =>  @"P3M"
  3 * @"P1M"  =>  @"P3M"
  @"P1M" * 1.9  =>  @"P1M"
  @"P1M" * -1.9  =>  @"-P1M"
  @"P1D" * 1.5  =>  @"P1DT12H"
  1.5 * @"P1D"  =>  @"P1DT12H"
  @"PT1S" * 0.0000000019  =>  @"PT0.000000001S"
  @"-PT1S" * 0.5  =>  @"-PT0.5S"
  @"P7M" / 2  =>  @"P3M"
  @"P7M" / -2  =>  @"-P3M"
  @"P1D" / 2  =>  @"PT12H"
  @"PT1S" / 3  =>  @"PT0.333333333S"
  @"P1D" / 0  =>  null  ! wrong-operand
  @"P1M" / 0  =>  null  ! wrong-operand
  @"P1Y" / @"P1M"  =>  12
  @"P1M" / @"P0M"  =>  null  ! wrong-operand
  @"P1D" / @"PT1H"  =>  24
  @"P1D" / @"PT0S"  =>  null  ! wrong-operand
  @"P1D" / @"P1M"  =>  null  ! wrong-operand
  2 / @"P1D"  =>  null  ! wrong-operand
  2 / @"P1M"  =>  null  ! wrong-operand
  @"P1D" * @"P1D"  =>  null  ! wrong-operand
  @"P1D" * 1E30  =>  null  ! wrong-operand
  @"P1M" * 1E30  =>  null  ! wrong-operand
  -@"P1D"  =>  @"-P1D"
  -@"P1M"  =>  @"-P1M"
  -@"-PT0.5S"  =>  @"PT0.5S"
  @"P1D" ** 2  =>  null  ! wrong-operand
  """#)

private let properties = Table(
  "Properties",
  #"""
  @"2031-03-10".year  =>  2031
  @"2031-03-10".month  =>  3
  @"2031-03-10".day  =>  10
  @"2031-03-10".weekday  =>  1
  @"2031-03-16".weekday  =>  7
  @"2031-03-10".hour  =>  null  ! unknown-property
  @"2031-03-10T09:30:15.5".year  =>  2031
  @"2031-03-10T09:30:15.5".weekday  =>  1
  @"2031-03-10T09:30:15.5".hour  =>  9
  @"2031-03-10T09:30:15.5".minute  =>  30
  @"2031-03-10T09:30:15.5".second  =>  15
  @"2031-03-10T09:30:15".time offset  =>  null
  @"2031-03-10T09:30:15+01:30".time offset  =>  @"PT1H30M"
  @"2031-07-10T09:30:15@Europe/Amsterdam".time offset  =>  @"PT2H"
  @"2031-01-10T09:30:15@Europe/Amsterdam".time offset  =>  @"PT1H"
  @"2031-01-10T09:30:15@Europe/Amsterdam".timezone  =>  "Europe/Amsterdam"
  @"2031-01-10T09:30:15Z".timezone  =>  null
  @"09:30:15Z".time offset  =>  @"PT0S"
  @"09:30:15".time offset  =>  null
  @"09:30:15".timezone  =>  null
  @"09:30:15-01:00".time offset  =>  @"-PT1H"
  @"09:30:15".year  =>  null  ! unknown-property
  @"P1Y6M".years  =>  1
  @"P1Y6M".months  =>  6
  @"-P1Y6M".years  =>  -1
  @"-P1Y6M".months  =>  -6
  @"P1Y6M".days  =>  null  ! unknown-property
  @"P2DT3H4M5.5S".days  =>  2
  @"P2DT3H4M5.5S".hours  =>  3
  @"P2DT3H4M5.5S".minutes  =>  4
  @"P2DT3H4M5.5S".seconds  =>  5.5
  @"-P2DT3H4M5.5S".days  =>  -2
  @"-P2DT3H4M5.5S".hours  =>  -3
  @"-P2DT3H4M5.5S".minutes  =>  -4
  @"-P2DT3H4M5.5S".seconds  =>  -5.5
  @"PT26H61M".hours  =>  3
  @"P1D".years  =>  null  ! unknown-property
  [1..5].start  =>  1
  (1..5].end  =>  5
  [1..5).start included  =>  true
  [1..5).end included  =>  false
  (1..5].start included  =>  false
  (1..5].end included  =>  true
  (< 5).start  =>  null
  (< 5).end  =>  5
  (<= 5).end included  =>  true
  (>= 5).start included  =>  true
  (> 5).start included  =>  false
  [1..5].middle  =>  null  ! unknown-property
  {a: 1}.a  =>  1
  {a: 1}.b  =>  null  ! unknown-property
  {lenght: 1}.length  =>  null  ! unknown-property
  [{a: 1}, {a: 2}].a  =>  [1, 2]
  [{a: 1}, {b: 2}].a  =>  [1, null]  ! unknown-property
  [[{a: 1}], {a: 2}].a  =>  [[1], 2]
  [].a  =>  []
  null.a  =>  null  ! property-of-null
  "a".length  =>  null  ! unknown-property
  """#)

private let comparison = Table(
  "Comparison",
  #"""
  1 = 1.0  =>  true
  1 = 2  =>  false
  1 != 2  =>  true
  1 != 1  =>  false
  1 < 2  =>  true
  2 < 2  =>  false
  2 <= 2  =>  true
  3 <= 2  =>  false
  2 > 1  =>  true
  2 > 2  =>  false
  2 >= 2  =>  true
  1 >= 2  =>  false
  "a" = "a"  =>  true
  "a" < "b"  =>  true
  "b" < "a"  =>  false
  "a" < "a"  =>  false
  "a" <= "a"  =>  true
  "a" > "B"  =>  true
  "a" >= "a"  =>  true
  "Z" < "a"  =>  true
  "ab" > "a"  =>  true
  true = true  =>  true
  true = false  =>  false
  true != false  =>  true
  true < false  =>  null  ! incomparable
  null = null  =>  true
  null != null  =>  false
  null = 1  =>  false
  1 = null  =>  false
  1 != null  =>  true
  null < 1  =>  null  ! incomparable
  1 > null  =>  null  ! incomparable
  1 = "1"  =>  null  ! incomparable
  1 < "1"  =>  null  ! incomparable
  [1, 2] = [1, 2]  =>  true
  [1, 2] = [2, 1]  =>  false
  [1, 2] = [1]  =>  false
  [1, "a"] = [1, 2]  =>  false
  [1] != [2]  =>  true
  [] = []  =>  true
  [1] < [2]  =>  null  ! incomparable
  {a: 1, b: 2} = {b: 2, a: 1}  =>  true
  {a: 1} = {a: 2}  =>  false
  {a: 1} = {b: 1}  =>  false
  {a: 1} = {a: 1, b: 2}  =>  false
  {} = {}  =>  true
  @"2031-03-10" < @"2031-03-11"  =>  true
  @"2031-03-10" = @"2031-03-10"  =>  true
  @"2031-03-10" >= @"2031-03-11"  =>  false
  @"2031-03-10" <= @"2031-03-10"  =>  true
  @"2031-03-10" > @"2031-03-09"  =>  true
  @"2031-03-10" != @"2031-03-09"  =>  true
  @"2031-03-10" < @"2031-03-10T00:00:01"  =>  true
  @"2031-03-10" < @"2031-03-10T00:00:00"  =>  false
  @"2031-03-10" < @"2031-03-10T00:00:01Z"  =>  true
  @"2031-03-10T00:00:01Z" > @"2031-03-10"  =>  true
  @"2031-03-10T00:00:00Z" > @"2031-03-10"  =>  false
  @"2031-03-10T01:00:00+01:00" <= @"2031-03-10"  =>  true
  @"2031-03-10" = @"2031-03-10T00:00:00"  =>  null  ! incomparable
  @"10:00:00" < @"11:00:00"  =>  true
  @"10:00:00Z" = @"11:00:00+01:00"  =>  true
  @"10:00:00Z" < @"11:00:00"  =>  null  ! incomparable
  @"10:00:00" < @"11:00:00Z"  =>  null  ! incomparable
  @"10:00:00" = @"10:00:00Z"  =>  false
  @"10:00:00.5" = @"10:00:00"  =>  true
  @"10:00:00" < @"10:00:00.5"  =>  false
  @"10:00:00@Europe/Amsterdam" = @"09:00:00Z"  =>  true
  @"2031-03-10T10:00:00Z" = @"2031-03-10T11:00:00+01:00"  =>  true
  @"2031-03-10T10:00:00Z" < @"2031-03-10T11:00:01+01:00"  =>  true
  @"2031-03-10T10:00:00Z" < @"2031-03-10T11:00:00"  =>  null  ! incomparable
  @"2031-03-10T10:00:00" < @"2031-03-10T11:00:00"  =>  true
  @"2031-03-10T10:00:00" = @"2031-03-10T10:00:00Z"  =>  false
  @"P1D" = @"PT24H"  =>  true
  @"P1D" < @"PT25H"  =>  true
  @"PT0.5S" < @"PT0.6S"  =>  true
  @"P1Y" = @"P12M"  =>  true
  @"P1Y" > @"P11M"  =>  true
  @"P1Y" = @"P365D"  =>  null  ! incomparable
  @"P1Y" < @"P365D"  =>  null  ! incomparable
  [1..5] = [1..5]  =>  true
  [1..5] = [1..5)  =>  false
  [1..5] = (1..5]  =>  false
  [1..5] = [2..5]  =>  false
  [1..5] = [1..6]  =>  false
  (< 5) = (< 5)  =>  true
  (< 5) = (<= 5)  =>  false
  (< 5) = [..5)  =>  false
  (> 5) = (> 6)  =>  false
  abs = abs  =>  false
  {f: abs, g: f = f}.g  =>  true
  1 = 1 = true  =>  true
  1 < 2 = true  =>  true
  """#)

private let logic = Table(
  "Logic",
  #"""
  true and true  =>  true
  true and false  =>  false
  true and null  =>  null
  false and null  =>  false
  null and true  =>  null
  null and false  =>  false
  null and null  =>  null
  false and 1  =>  false
  1 and false  =>  false
  1 and true  =>  null  ! not-a-boolean at 1
  true and "a"  =>  null  ! not-a-boolean at "a"
  true or false  =>  true
  false or false  =>  false
  false or null  =>  null
  null or false  =>  null
  null or true  =>  true
  true or 1  =>  true
  1 or true  =>  true
  1 or 2  =>  null  ! not-a-boolean at 1
  false or true and false  =>  false
  true or true and false  =>  true
  if true then 1 else 2  =>  1
  if false then 1 else 2  =>  2
  if null then 1 else 2  =>  2
  if 1 then 1 else 2  =>  2  ! not-a-boolean at 1
  if 1 = 1 then if false then 1 else 2 else 3  =>  2
  """#)

private let betweenAndIn = Table(
  "Between and in",
  #"""
  2 between 1 and 3  =>  true
  1 between 1 and 3  =>  true
  3 between 1 and 3  =>  true
  0 between 1 and 3  =>  false
  4 between 1 and 3  =>  false
  2 between 3 and 1  =>  false
  2 between null and 3  =>  null  ! incomparable
  "b" between "a" and "c"  =>  true
  1 between "a" and 2  =>  null  ! incomparable
  1 in (1, 2)  =>  true
  3 in (1, 2)  =>  false
  1 in 1  =>  true
  1 in [1, 2]  =>  true
  [1] in [1, 2]  =>  false
  [1] in [[1], 2]  =>  true
  1 in [[1], 2]  =>  true
  1 in [[[1]], 2]  =>  true
  1 in []  =>  false
  1 in [1..5]  =>  true
  1 in (1..5)  =>  false
  5 in [1..5)  =>  false
  5 in (1..5]  =>  true
  5 in [..5]  =>  true
  5 in (..5)  =>  false
  5 in [5..)  =>  true
  5 in (5..]  =>  false
  4 in (5..]  =>  false
  6 in (..5]  =>  false
  5 in (< 5)  =>  false
  5 in (<= 5)  =>  true
  5 in (> 5)  =>  false
  5 in (>= 5)  =>  true
  5 in (= 5)  =>  true
  5 in (!= 5)  =>  false
  4 in (!= 5)  =>  true
  5 in < 6  =>  true
  5 in > 6  =>  false
  5 in (< 3, > 4)  =>  true
  5 in ([1..2], [4..6])  =>  true
  5 in ([1..2], 5)  =>  true
  5 in not(5)  =>  false  ! argument at not(5)
  5 in (not(5))  =>  false  ! argument at not(5)
  5 in (not(4))  =>  false  ! argument at not(4)
  5 in (not(4, 5))  =>  false  ! argument-count at not(4, 5)
  "a" in (1, 2)  =>  null  ! incomparable
  "a" in (1, "a")  =>  true
  1 in "a"  =>  null  ! incomparable
  null in (null)  =>  true
  null in (1)  =>  false
  1 in [1..null]  =>  null  ! incomparable
  1 in [null..1]  =>  null  ! incomparable
  null in [1..2]  =>  null  ! incomparable
  1 in (< null)  =>  null  ! incomparable
  "b" in ["a".."c"]  =>  true
  "b" in [1..2]  =>  null  ! incomparable
  5 in (? > 4)  =>  true
  5 in (? > 5)  =>  false
  5 in (even(?), odd(?))  =>  true
  5 in (even(?))  =>  false
  true in (? = true)  =>  true
  true in (true)  =>  true
  false in (? = true)  =>  false
  false in (false)  =>  true
  [1..5] in ([1..5])  =>  true
  [1..5] in ([1..4])  =>  null  ! incomparable
  [1..5] in [[1..5]]  =>  true
  [1, 2] in ([1, 2])  =>  true
  @"2031-03-10" in [@"2031-01-01"..@"2031-12-31"]  =>  true
  @"2031-03-10T10:00:00" in [@"2031-03-10"..@"2031-03-10"]  =>  false
  (1 in [1..5]) = true  =>  true
  1 in [1..5] and 2 in [1..5]  =>  true
  """#)

private let ranges = Table(
  "Ranges",
  #"""
  [1..5]  =>  [1..5]
  ]1..5]  =>  (1..5]
  ]1..5[  =>  (1..5)
  [1..5[  =>  [1..5)
  (1..5)  =>  (1..5)
  [1..null]  =>  [1..null)
  [null..1]  =>  (null..1]
  [null..null]  =>  null  ! incomparable
  ["a"..1]  =>  null  ! incomparable
  [true..false]  =>  null  ! incomparable
  [{}..{}]  =>  null  ! incomparable
  [5..1]  =>  [5..1]
  [1 + 1..2 * 3]  =>  [2..6]
  (<= 5)  =>  <= 5
  (>= 5)  =>  >= 5
  (= 5)  =>  = 5
  (!= 5)  =>  != 5
  [..5]  =>  (..5]
  (5..)  =>  (5..)
  (< @"2031-03-10")  =>  < @"2031-03-10"
  (>= @"P1M")  =>  >= @"P1M"
  [@"2031-03-10"..@"2031-03-11"]  =>  [@"2031-03-10"..@"2031-03-11"]
  (@"09:00:00"..)  =>  (@"09:00:00"..)
  [@"P1D"..@"P2D")  =>  [@"P1D"..@"P2D")
  ["a..b".."c"]  =>  ["a..b".."c"]
  [@"2031-03-10T10:00:00Z"..@"2031-03-11T10:00:00Z"]  =>  [@"2031-03-10T10:00:00Z"..@"2031-03-11T10:00:00Z"]
  """#)

private let conditionsOnLists = Table(
  "Conditions on lists",
  #"""
  [1, 2, 3][1]  =>  1
  [1, 2, 3][3]  =>  3
  [1, 2, 3][4]  =>  null  ! no-such-position at 4
  [1, 2, 3][0]  =>  null  ! no-such-position at 0
  [1, 2, 3][-1]  =>  3
  [1, 2, 3][-3]  =>  1
  [1, 2, 3][-4]  =>  null  ! no-such-position at -4
  [1, 2, 3][1.5]  =>  null  ! no-such-position at 1.5
  [1, 2, 3][1 + 1]  =>  2
  [1, 2, 3][count([1, 2])]  =>  2
  [1, 2, 3][item > 1]  =>  [2, 3]
  [1, 2, 3][item > 3]  =>  []
  [1, 2, 3][true]  =>  [1, 2, 3]
  [1, 2, 3][false]  =>  []
  [1, 2, 3][null]  =>  []
  [1, 2, 3]["a"]  =>  null  ! not-a-boolean at "a"
  [1, 2, 3][if item = 1 then 2 else true]  =>  2
  [1, 2, 3][if item = 2 then 2 else true]  =>  [1, 3]
  [1, 2, 3][item]  =>  1
  [][1]  =>  null  ! no-such-position at 1
  [][item > 1]  =>  []
  5[1]  =>  5
  5[2]  =>  null  ! no-such-position at 2
  5[item = 5]  =>  [5]
  5[item = 4]  =>  []
  null[1]  =>  null
  null[item = 1]  =>  null
  [{a: 1}, {a: 2}][a = 2]  =>  [{a: 2}]
  [{a: 1}, {b: 2}][a = 1]  =>  [{a: 1}]
  [{a: 1}, {b: 2}][a = null]  =>  [{b: 2}]
  [{a: 1, item: 5}, {a: 2, item: 6}][item = 6]  =>  [{a: 2, item: 6}]
  [{a: 1}][item.a = 1]  =>  [{a: 1}]
  [[1, 2], [3]][count(item) = 1]  =>  [[3]]
  {a: 5, b: [{a: 1}, {a: 2}, {c: 1}][a = 5]}.b  =>  [{c: 1}]
  {a: 5, b: [1, 5][item = a]}.b  =>  [5]
  [[1, 2], [3, 4]][item[1] = 3]  =>  [[3, 4]]
  [1, 2, 3][item > 1][item < 3]  =>  [2]
  {x: [1, 2, 3][item > 1], y: x[1]}.y  =>  2
  """#)

private let loops = Table(
  "Loops",
  #"""
  for i in [1, 2, 3] return i * 2  =>  [2, 4, 6]
  for i in 1..3 return i  =>  [1, 2, 3]
  for i in 3..1 return i  =>  [3, 2, 1]
  for i in 1..1 return i  =>  [1]
  for i in -1..1 return i  =>  [-1, 0, 1]
  for i in 1..2.5 return i  =>  null  ! nothing-to-iterate at 1
  for i in 1.5..2 return i  =>  null  ! nothing-to-iterate at 1.5
  for i in [1..3] return i  =>  [1, 2, 3]
  for i in (1..3) return i  =>  [2]
  for i in [1..3) return i  =>  [1, 2]
  for i in [3..1] return i  =>  null  ! nothing-to-iterate at [3..1]
  for i in (< 3) return i  =>  null  ! nothing-to-iterate at (< 3)
  for i in [1..null] return i  =>  null  ! nothing-to-iterate at [1..null]
  for i in [..3] return i  =>  null  ! nothing-to-iterate at [..3]
  for i in 5 return i  =>  [5]
  for i in null return i  =>  null  ! nothing-to-iterate at null
  for i in [] return i  =>  []
  for i in "a".."b" return i  =>  null  ! nothing-to-iterate at "a"
  for i in 1..null return i  =>  null  ! nothing-to-iterate at 1
  for d in @"2031-02-27"..@"2031-03-01" return d.day  =>  [27, 28, 1]
  for d in @"2031-03-01"..@"2031-02-27" return d.day  =>  [1, 28, 27]
  for d in [@"2031-02-27"..@"2031-03-01") return d.day  =>  [27, 28]
  for d in @"2031-02-27"..1 return d  =>  null  ! nothing-to-iterate at @"2031-02-27"
  for i in [1, 2], j in [3, 4] return i * j  =>  [3, 4, 6, 8]
  for i in 1..2, j in 1..i return j  =>  [1, 1, 2]
  for i in 1..3 return if i = 1 then 1 else partial[-1] * i  =>  [1, 2, 6]
  for i in [1, 2], j in [3, 4] return count(partial)  =>  [0, 1, 2, 3]
  for i in [[1, 2], [3]] return for j in i return j * 2  =>  [[2, 4], [6]]
  count(for i in 1..10 return partial)  =>  10
  some x in [1, 2] satisfies x = 2  =>  true
  some x in [1, 2] satisfies x = 3  =>  false
  some x in [] satisfies true  =>  false
  some x in [null, 1] satisfies x > 0  =>  true  ! incomparable at x > 0
  some x in [null, 1] satisfies x > 1  =>  null  ! incomparable at x > 1
  some x in [1, 2], y in [2, 3] satisfies x = y  =>  true
  some x in [1, 2], y in [x + 1] satisfies y = 3  =>  true
  some x in null satisfies true  =>  null  ! nothing-to-iterate at null
  some x in 5 satisfies x = 5  =>  true
  some x in [1, 2] satisfies "a"  =>  null  ! not-a-boolean at "a"  ! not-a-boolean at "a"
  every x in [1, 2] satisfies x > 0  =>  true
  every x in [1, 2] satisfies x > 1  =>  false
  every x in [] satisfies false  =>  true
  every x in [null, 1] satisfies x > 0  =>  null  ! incomparable at x > 0
  every x in [null, 0] satisfies x > 0  =>  false  ! incomparable at x > 0
  every x in [1, 2], y in [1, 2] satisfies x + y < 5  =>  true
  every x in [1, 2], y in [1, 2] satisfies x + y < 4  =>  false
  every x in 1..3 satisfies x < 4  =>  true
  every x in [1], y in null satisfies true  =>  null  ! nothing-to-iterate at null
  """#)

private let functions = Table(
  "Functions",
  #"""
  (function() 1)()  =>  1
  (function(a) a + 1)(2)  =>  3
  (function(a, b) a - b)(5, 3)  =>  2
  (function(a, b) a - b)(b: 5, a: 3)  =>  -2
  (function(a, b) a = null)(b: 5)  =>  true
  (function(a) a)(1, 2)  =>  null  ! argument-count
  (function(a) a)(b: 1)  =>  null  ! argument-names
  (function(a: number) a)(1)  =>  1
  (function(a) external {java: {class: "x"}})(1)  =>  null  ! external-function
  {f: function(x) x * 2, g: f(4)}.g  =>  8
  {n: 3, f: function(x) x * n, g: f(4)}.g  =>  12
  {f: function(n) if n < 2 then 1 else n, g: f(3)}.g  =>  3
  {f: abs, g: f(-4)}.g  =>  4
  {f: abs, g: f(1, 2)}.g  =>  null  ! argument-count at f(1, 2)
  for f in [abs, floor] return f(-1.5)  =>  [1.5, -2]
  [function(x) x + 1, function(x) x + 2][2](5)  =>  7
  (function(x) function(y) x + y)(1)(2)  =>  3
  (function(f, x) f(f, x))(function(f, x) if x = 0 then "end" else f(f, x - 1), 20)  =>  "end"
  5(1)  =>  null  ! not-a-function
  null(1)  =>  null  ! not-a-function
  abs(n: -5)  =>  5
  abs(x: -5)  =>  null  ! argument-names
  substring(string: "foobar", start position: 3, length: 2)  =>  "ob"
  substring(start position: 3, string: "foobar")  =>  "obar"
  substring(string: "foobar", length: 2)  =>  null  ! argument-names
  date(year: 2031, month: 3, day: 10)  =>  @"2031-03-10"
  date(from: "2031-03-10")  =>  @"2031-03-10"
  date(from: "2031-03-10", day: 1)  =>  null  ! argument-names
  min(list: [2, 1])  =>  1
  abs()  =>  null  ! argument-count
  abs(1, 2)  =>  null  ! argument-count
  substring("a")  =>  null  ! argument-count
  substring("a", 1, 1, 1)  =>  null  ! argument-count
  min()  =>  null  ! argument-count
  string join()  =>  null  ! argument-count
  """#)

private let instances = Table(
  "Instances",
  #"""
  1 instance of number  =>  true
  1 instance of string  =>  false
  "a" instance of string  =>  true
  true instance of boolean  =>  true
  @"2031-03-10" instance of date  =>  true
  @"2031-03-10T00:00:00" instance of date and time  =>  true
  @"09:00:00" instance of time  =>  true
  @"P1D" instance of days and time duration  =>  true
  @"P1M" instance of years and months duration  =>  true
  @"P1M" instance of days and time duration  =>  false
  [1] instance of list  =>  true
  [1] instance of list<number>  =>  true
  [1, null] instance of list<number>  =>  true
  [1, "a"] instance of list<number>  =>  false
  [] instance of list<number>  =>  true
  1 instance of list<number>  =>  false
  [1..2] instance of range<number>  =>  true
  (< 2) instance of range<number>  =>  true
  [1..2] instance of range<string>  =>  false
  1 instance of range<number>  =>  false
  [1..2] instance of range  =>  true
  {a: 1} instance of context  =>  true
  {a: 1} instance of context<a: number>  =>  true
  {a: 1, b: 2} instance of context<a: number>  =>  true
  {a: null} instance of context<a: number>  =>  true
  {a: "x"} instance of context<a: number>  =>  false
  {b: 1} instance of context<a: number>  =>  false
  {a: 1} instance of context<a: number, b: string>  =>  false
  1 instance of context<a: number>  =>  false
  abs instance of function  =>  true
  abs instance of function<number> -> number  =>  true
  abs instance of function<number, number> -> number  =>  false
  abs instance of function<> -> number  =>  false
  (function() 1) instance of function<> -> number  =>  true
  1 instance of function<number> -> number  =>  false
  1 instance of Any  =>  true
  null instance of Any  =>  false
  null instance of Null  =>  true
  1 instance of Null  =>  false
  null instance of number  =>  false
  1 instance of number instance of boolean  =>  true
  """#)

@Suite struct TheLanguage {
  @Test(arguments: [
    literalsAndTexts,
    arithmetic,
    datesAndDurations,
    properties,
    comparison,
    logic,
    betweenAndIn,
    ranges,
    conditionsOnLists,
    loops,
    functions,
    instances,
  ])
  func giveWhatTheStandardSays(_ table: Table) throws { try table.check() }
}
