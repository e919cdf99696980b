package clause

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/locale"
	"verbatim/internal/money"
)

// LocalePin names what a language's words are made of: the phrases here and what package locale makes of a fixed set of
// values. Any change of a table that a letter could show changes the digest.
func LocalePin(language string) (digest.Pin, error) {
	if p, ok := localePins.Load(language); ok {
		return p.(digest.Pin), nil
	}
	p, err := localePin(language)
	if err == nil {
		localePins.Store(language, p)
	}
	return p, err
}

var localePins sync.Map // language to digest.Pin: the tables never change while the program runs

func localePin(language string) (digest.Pin, error) {
	l, err := locale.For(language)
	if err != nil {
		return digest.Pin{}, err
	}
	p, ok := phrasesOf(language)
	if !ok {
		return digest.Pin{}, fmt.Errorf("there are no phrases in %s", language)
	}
	return digest.Pin{Kind: "locale", ID: language, Digest: digest.Of([]byte(p.text() + specimen(l)))}, nil
}

// text is everything that the phrases say, alike in every build: no pointer is printed as an address.
func (p *phrases) text() string {
	words := *p
	words.vesting = nil
	return fmt.Sprintf("%+v\n%+v\n", words, *p.vesting)
}

// specimen words one value of each kind.
func specimen(l *locale.Locale) string {
	var b strings.Builder
	amount := money.MustDecimal("1234567.5")
	for _, c := range []money.Currency{"USD", "GBP", "EUR", "CHF", "INR", "JPY"} {
		fmt.Fprintln(&b, l.Money(money.Money{Amount: amount, Currency: c}))
	}
	for _, per := range money.Per("").Enum() {
		fmt.Fprintln(&b, l.Per(money.Per(per)))
	}
	for _, u := range cal.Units() {
		fmt.Fprintln(&b, l.Length(cal.Of(1, u)), l.Length(cal.Of(12, u)))
	}
	for m := time.January; m <= time.December; m++ {
		fmt.Fprintln(&b, l.Month(m))
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		fmt.Fprintln(&b, l.Weekday(d))
	}
	fmt.Fprintln(&b, l.DateClock(cal.MustDate("2027-01-11"), "17:00", "America/Los_Angeles"), l.Decimal(amount), l.Percent("12.5"), l.Percent("1/3"))
	fmt.Fprintln(&b, l.List([]string{"a", "b", "c"}), l.Choice([]string{"a", "b", "c"}))
	return b.String()
}
