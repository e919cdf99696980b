package clause

import (
	"fmt"

	"verbatim/internal/place"
	"verbatim/internal/terms"
)

// englishPlaces name the places whose law letters choose most. A place that is not among them needs the slot's own table.
var englishPlaces = map[place.Code]string{
	"AE": "the United Arab Emirates", "AT": "Austria", "AU": "Australia", "BE": "Belgium", "BR": "Brazil", "CA": "Canada",
	"CA-AB": "Alberta", "CA-BC": "British Columbia", "CA-ON": "Ontario", "CA-QC": "Quebec", "CH": "Switzerland",
	"CH-BE": "the canton of Bern", "CH-BS": "the canton of Basel-Stadt", "CH-GE": "the canton of Geneva",
	"CH-VD": "the canton of Vaud", "CH-ZG": "the canton of Zug", "CH-ZH": "the canton of Zurich",
	"CZ": "the Czech Republic", "DE": "Germany", "DK": "Denmark", "ES": "Spain", "FI": "Finland", "FR": "France",
	"GB": "Great Britain", "GB-ENG": "England and Wales", "GB-NIR": "Northern Ireland", "GB-SCT": "Scotland",
	"GB-WLS": "England and Wales", "HK": "Hong Kong", "IE": "Ireland", "IL": "Israel", "IN": "India", "IT": "Italy",
	"JP": "Japan", "LU": "Luxembourg", "MX": "Mexico", "NL": "the Netherlands", "NO": "Norway", "NZ": "New Zealand",
	"PL": "Poland", "PT": "Portugal", "SE": "Sweden", "SG": "Singapore", "US": "the United States", "US-AK": "Alaska",
	"US-AL": "Alabama", "US-AR": "Arkansas", "US-AZ": "Arizona", "US-CA": "California", "US-CO": "Colorado",
	"US-CT": "Connecticut", "US-DC": "the District of Columbia", "US-DE": "Delaware", "US-FL": "Florida",
	"US-GA": "Georgia", "US-HI": "Hawaii", "US-IA": "Iowa", "US-ID": "Idaho", "US-IL": "Illinois", "US-IN": "Indiana",
	"US-KS": "Kansas", "US-KY": "Kentucky", "US-LA": "Louisiana", "US-MA": "Massachusetts", "US-MD": "Maryland",
	"US-ME": "Maine", "US-MI": "Michigan", "US-MN": "Minnesota", "US-MO": "Missouri", "US-MS": "Mississippi",
	"US-MT": "Montana", "US-NC": "North Carolina", "US-ND": "North Dakota", "US-NE": "Nebraska", "US-NH": "New Hampshire",
	"US-NJ": "New Jersey", "US-NM": "New Mexico", "US-NV": "Nevada", "US-NY": "the State of New York", "US-OH": "Ohio",
	"US-OK": "Oklahoma", "US-OR": "Oregon", "US-PA": "Pennsylvania", "US-PR": "Puerto Rico", "US-RI": "Rhode Island",
	"US-SC": "South Carolina", "US-SD": "South Dakota", "US-TN": "Tennessee", "US-TX": "Texas", "US-UT": "Utah",
	"US-VA": "Virginia", "US-VT": "Vermont", "US-WA": "the State of Washington", "US-WI": "Wisconsin",
	"US-WV": "West Virginia", "US-WY": "Wyoming", "ZA": "South Africa",
	"AU-ACT": "the Australian Capital Territory", "AU-NSW": "New South Wales", "AU-NT": "the Northern Territory", "AU-QLD": "Queensland", "AU-SA": "South Australia", "AU-TAS": "Tasmania", "AU-VIC": "Victoria", "AU-WA": "Western Australia",
	"CA-MB": "Manitoba", "CA-NB": "New Brunswick", "CA-NL": "Newfoundland and Labrador", "CA-NS": "Nova Scotia", "CA-NT": "the Northwest Territories", "CA-NU": "Nunavut", "CA-PE": "Prince Edward Island", "CA-SK": "Saskatchewan", "CA-YT": "Yukon",
	"CH-AG": "the canton of Aargau", "CH-BL": "the canton of Basel-Landschaft", "CH-FR": "the canton of Fribourg", "CH-LU": "the canton of Lucerne", "CH-NE": "the canton of Neuchâtel", "CH-SG": "the canton of St Gallen", "CH-SO": "the canton of Solothurn", "CH-SZ": "the canton of Schwyz", "CH-TG": "the canton of Thurgau", "CH-TI": "the canton of Ticino", "CH-VS": "the canton of Valais",
	"DE-BB": "Brandenburg", "DE-BE": "Berlin", "DE-BW": "Baden-Württemberg", "DE-BY": "Bavaria", "DE-HB": "Bremen", "DE-HE": "Hesse", "DE-HH": "Hamburg", "DE-MV": "Mecklenburg-Western Pomerania", "DE-NI": "Lower Saxony", "DE-NW": "North Rhine-Westphalia", "DE-RP": "Rhineland-Palatinate", "DE-SH": "Schleswig-Holstein", "DE-SL": "Saarland", "DE-SN": "Saxony", "DE-ST": "Saxony-Anhalt", "DE-TH": "Thuringia",
	"IN-DL": "Delhi", "IN-GJ": "Gujarat", "IN-HR": "Haryana", "IN-KA": "Karnataka", "IN-KL": "Kerala", "IN-MH": "Maharashtra", "IN-TN": "Tamil Nadu", "IN-TG": "Telangana", "IN-UP": "Uttar Pradesh", "IN-WB": "West Bengal",
}

// placeName names a place: as the slot's table says, else by its usual name.
func (w *wordings) placeName(s *Slot, code string) (string, error) {
	if name, ok := s.Words[code]; ok {
		return name, nil
	}
	if name, ok := w.phrases.places[place.Code(code)]; ok {
		return name, nil
	}
	return "", unwordable("there is no name for the place " + code)
}

// patches reads what an expression gives for a list of changes.
func (w *wordings) patches(value any) (string, error) {
	items, ok := value.([]any)
	if !ok {
		return "", fmt.Errorf("changes are a list, and this is %T", value)
	}
	set := make([]terms.Patch, len(items))
	for i, item := range items {
		if set[i], ok = item.(terms.Patch); !ok {
			return "", fmt.Errorf("a change is a patch, and this is %T", item)
		}
	}
	return w.changes(set)
}
