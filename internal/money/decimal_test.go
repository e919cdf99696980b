package money

import "testing"

// TestParseDecimal: what is read is what was written. The library rounds a number with too many digits; here it is
// refused.
func TestParseDecimal(t *testing.T) {
	for _, s := range []string{"0", "185000", "20000.00", "-31.755", "1234567890123456789", "0.123456789012", "1234567.123456789012"} {
		d, err := ParseDecimal(s)
		if err != nil && len(s) < 19 {
			t.Errorf("%s: %v", s, err)
		}
		if err == nil && d.String() != s {
			t.Errorf("%s was read as %s", s, d)
		}
	}
	for _, s := range []string{
		"", "01", "1.", ".5", "+1", "1e5", "1,000", " 1", "1 ", "0x10", "١٢", "NaN", "$5",
		"123456789012345678.123456789012", "12345678901234567.123456",
	} {
		if d, err := ParseDecimal(s); err == nil {
			t.Errorf("%q was read as %s", s, d)
		}
	}
}
