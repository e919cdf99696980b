// Package expr owns the one expression language: what clauses write in from, when, where and each, and rules in when. It
// compiles text against Go types, refuses what could read something absent, and evaluates under a cost limit. It hands
// programs to clause and policy. It must not know what a term, a clause or a rule is: it takes reflect types.
//
// The language is CEL (cel.dev/cel-go) cut to what a promise needs, with absence as a type.
//
// # Values
//
// A Go struct is a record whose fields are named by their json tags; a field without a tag, or of a kind that the language
// lacks (map, float, interface, bytes, pointer in a list), cannot be read. A pointer is an optional value; everything
// else is always there. A slice is a list, nil being the empty one. Named strings are strings. Money, Rate, Decimal,
// Share, Date, Length, place.Code, time.Time and Calendar are opaque: only the functions below read them. A record with a
// method Money() (money.Money, bool) or Rate() (money.Rate, bool) has an optional field "money" or "rate" besides its own.
//
// # Absence
//
// A plain dot needs a record that is there. Below something optional, write one of
//
//	x.?f                              optional: absent when x or f is
//	x.?f.orValue(d)                   d when absent
//	has(x.f) && x.value().f > 3       value() wants a guard on the same path before it: has(), hasValue(), in && || ?:
//	x.optMap(v, v.f)                  optional result of a computation; optFlatMap when that is optional itself
//
// has(x.f) is true when the whole path is there; on something that is never absent it is refused, as is .? there. Given
// programs (Compile's last argument) count as guards, so a slot may rely on its clause's when. A comparison with an
// optional value does not compile; it never reads as zero.
//
// # Functions
//
//	decimal("15") decimal(3)          money("USD", "20000")      rate("USD", "684", "week")    share("15") share("1/3")
//	date("2026-01-01")                place("US-CA")             days(5) business_days(5) weeks(2) months(12) years(1)
//	== != on bool, int, string, decimal, money, rate, share, date, length, place, instant; < <= > >= on those with an order
//	+ - * on int and decimal, / on decimal; + - on money; * / of money with decimal
//	amount(money|rate) -> decimal     currency(money|rate) -> string        per(rate) -> string
//	annual(rate) -> money             of a period that fits a year; an error for hours, days, shifts
//	percent(share) -> decimal         share("15") is 15                     ratio(share) -> decimal: 0.15
//	within(place, "US, !US-MT")       on the day as_of, or within(place, set, date)
//	days_until(date, date) -> int     add(date, length) -> date             business_days_between(date, date) -> int
//	x in list, size, contains, startsWith, endsWith, first(), last(), exists, exists_one, all, filter, map
//
// add of business days and business_days_between need a variable named calendar. Literals are read at compile time:
// date("2026-02-30") does not compile. Two currencies, rates of two periods, days against months are an error of
// evaluation, never false. There are no doubles, maps, null, indexes, conversions, regular expressions.
package expr
