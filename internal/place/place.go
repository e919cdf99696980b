// Package place owns places of law: ISO 3166 codes of countries and subdivisions, and sets of them with exclusions
// ("US, !US-MT") and dated named regions ("EU"). It knows no law.
package place

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
)

// Code is an ISO 3166-1 alpha-2 country (DE) or an ISO 3166-2 subdivision of one (US-CA, GB-ENG).
type Code string

// CodePattern is the form of a Code, for schemas.
const CodePattern = `^[A-Z]{2}(-[A-Z0-9]{1,3})?$`

var codeForm = regexp.MustCompile(CodePattern)

// ErrCode says what a place may be.
var ErrCode = errors.New(`an ISO 3166 place code such as "US-CA", "GB-ENG" or "DE"`)

// Parse reads a code whose country exists in ISO 3166-1.
func Parse(s string) (Code, error) {
	if !codeForm.MatchString(s) || !countries[s[:2]] {
		return "", ErrCode
	}
	return Code(s), nil
}

// Country is the first part: "US" of "US-CA".
func (c Code) Country() Code {
	country, _, _ := strings.Cut(string(c), "-")
	return Code(country)
}

// Within says whether c is the place o or lies in it: US-CA is within US, US is not within US-CA.
func (c Code) Within(o Code) bool { return c == o || (o != "" && c.Country() == o) }

// Specificity orders places that contain one another: 2 for a subdivision, 1 for a country, 0 for none.
func (c Code) Specificity() int {
	switch {
	case c == "":
		return 0
	case c.Country() == c:
		return 1
	}
	return 2
}

// UnmarshalJSON reads a known code; it fails with ErrCode.
func (c *Code) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return ErrCode
	}
	p, err := Parse(s)
	if err != nil {
		return err
	}
	*c = p
	return nil
}

// countries is ISO 3166-1 alpha-2 as of 2026-11.
var countries = func() map[string]bool {
	m := map[string]bool{}
	for _, c := range strings.Fields(`AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
		BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ
		FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
		JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR
		MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU
		RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
		UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`) {
		m[c] = true
	}
	return m
}()
