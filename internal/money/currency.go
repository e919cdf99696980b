package money

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Currency is an ISO 4217 alphabetic code of money in circulation.
type Currency string

// minorDigits is the exponent column of ISO 4217's list one (2024 edition, checked 2026-11): digits after the point.
var minorDigits = map[Currency]int{}

func init() {
	byDigits := map[int]string{
		0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
		2: "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC " +
			"CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES " +
			"KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR " +
			"NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT " +
			"TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
		3: "BHD IQD JOD KWD LYD OMR TND",
	}
	for digits, codes := range byDigits {
		for i := 0; i+3 <= len(codes); i += 4 {
			minorDigits[Currency(codes[i:i+3])] = digits
		}
	}
}

// Known says whether c is in the list.
func (c Currency) Known() bool { _, ok := minorDigits[c]; return ok }

// Digits is how many digits after the point the currency's minor unit has; 2 for a code not in the list.
func (c Currency) Digits() int {
	if d, ok := minorDigits[c]; ok {
		return d
	}
	return 2
}

// Currencies lists every known code in alphabetical order.
func Currencies() []string {
	out := make([]string, 0, len(minorDigits))
	for c := range minorDigits {
		out = append(out, string(c))
	}
	slices.Sort(out)
	return out
}

// Enum lists the allowed codes, for the schema.
func (Currency) Enum() []string { return Currencies() }

// UnmarshalJSON refuses codes that ISO 4217 does not list, and signs such as "$".
func (c *Currency) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("a currency is a three-letter code in a string: %w", err)
	}
	if !Currency(s).Known() {
		return fmt.Errorf("not a known currency: use its ISO 4217 code such as USD, not a sign")
	}
	*c = Currency(s)
	return nil
}

// HalfUnit is half of the currency's smallest printed unit: 0.005 for USD, 0.5 for JPY.
func HalfUnit(c Currency) Decimal {
	s := "0."
	for range c.Digits() {
		s += "0"
	}
	return MustDecimal(s + "5")
}
