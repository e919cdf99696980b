package locale

import (
	"strings"

	"verbatim/internal/cal"
	"verbatim/internal/money"
)

// words are the words of one language.
type words struct {
	language string
	months   []string
	weekdays []string // Sunday first
	per      map[money.Per]string
	units    map[cal.Unit][2]string // for one, for more
	and, or  string
	at       string            // between a day and a clock time
	atOne    string            // the same before one o'clock, where it differs
	zone     string            // with {city}
	cities   map[string]string // cities of zones that have another name in the language
	// singularBelowTwo: 0 and 1.5 take the singular (CLDR's plural rules: French), not only 1.
	singularBelowTwo bool
}

var two = money.Int(2)

// fields reads "Vienna=Wien" pairs; "_" stands for a space.
func fields(pairs string) map[string]string {
	m := map[string]string{}
	for _, p := range strings.Fields(pairs) {
		zone, name, _ := strings.Cut(p, "=")
		m[zone] = name
	}
	return m
}

func pers(half, year, academic, month, fourWeeks, fortnight, week, day, hour, shift, night string) map[money.Per]string {
	return map[money.Per]string{
		"half_month": half, money.PerYear: year, money.PerAcademicYear: academic, money.PerMonth: month, money.PerFourWeeks: fourWeeks, money.PerFortnight: fortnight,
		money.PerWeek: week, money.PerDay: day, money.PerHour: hour, money.PerShift: shift, money.PerNight: night,
	}
}

func units(days, business, weeks, months, years [2]string) map[cal.Unit][2]string {
	return map[cal.Unit][2]string{cal.Days: days, cal.BusinessDays: business, cal.Weeks: weeks, cal.Months: months, cal.Years: years}
}

var wordsOf = map[string]*words{
	"en": {
		language: "en",
		months:   strings.Fields("January February March April May June July August September October November December"),
		weekdays: strings.Fields("Sunday Monday Tuesday Wednesday Thursday Friday Saturday"),
		per:      pers("per half month", "per year", "per academic year", "per month", "per four weeks", "per fortnight", "per week", "per day", "per hour", "per shift", "per night"),
		units:    units([2]string{"day", "days"}, [2]string{"business day", "business days"}, [2]string{"week", "weeks"}, [2]string{"month", "months"}, [2]string{"year", "years"}),
		and:      "and", or: "or", at: "at", zone: "{city} time",
	},
	"de": {
		language: "de",
		months:   strings.Fields("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
		weekdays: strings.Fields("Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag"),
		per:      pers("pro halben Monat", "pro Jahr", "pro Studienjahr", "pro Monat", "pro vier Wochen", "pro zwei Wochen", "pro Woche", "pro Tag", "pro Stunde", "pro Schicht", "pro Nacht"),
		units:    units([2]string{"Tag", "Tage"}, [2]string{"Arbeitstag", "Arbeitstage"}, [2]string{"Woche", "Wochen"}, [2]string{"Monat", "Monate"}, [2]string{"Jahr", "Jahre"}),
		and:      "und", or: "oder", at: "um", zone: "Ortszeit {city}",
		cities: fields("Zurich=Zürich Vienna=Wien Brussels=Brüssel Rome=Rom Lisbon=Lissabon Copenhagen=Kopenhagen Warsaw=Warschau Prague=Prag " +
			"Athens=Athen Bucharest=Bukarest Moscow=Moskau Luxembourg=Luxemburg Kolkata=Kalkutta Tokyo=Tokio Singapore=Singapur"),
	},
	"fr": {
		language: "fr",
		months:   strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
		weekdays: strings.Fields("dimanche lundi mardi mercredi jeudi vendredi samedi"),
		per:      pers("par demi-mois", "par an", "par année universitaire", "par mois", "par période de quatre semaines", "par quinzaine", "par semaine", "par jour", "par heure", "par poste", "par nuit"),
		units:    units([2]string{"jour", "jours"}, [2]string{"jour ouvré", "jours ouvrés"}, [2]string{"semaine", "semaines"}, [2]string{"mois", "mois"}, [2]string{"an", "ans"}),
		and:      "et", or: "ou", at: "à", zone: "heure de {city}",
		cities: fields("London=Londres Vienna=Vienne Brussels=Bruxelles Lisbon=Lisbonne Copenhagen=Copenhague Warsaw=Varsovie Athens=Athènes " +
			"Bucharest=Bucarest Moscow=Moscou Kolkata=Calcutta Singapore=Singapour"),
		singularBelowTwo: true,
	},
	"nl": {
		language: "nl",
		months:   strings.Fields("januari februari maart april mei juni juli augustus september oktober november december"),
		weekdays: strings.Fields("zondag maandag dinsdag woensdag donderdag vrijdag zaterdag"),
		per:      pers("per halve maand", "per jaar", "per studiejaar", "per maand", "per vier weken", "per twee weken", "per week", "per dag", "per uur", "per dienst", "per nacht"),
		units:    units([2]string{"dag", "dagen"}, [2]string{"werkdag", "werkdagen"}, [2]string{"week", "weken"}, [2]string{"maand", "maanden"}, [2]string{"jaar", "jaar"}),
		and:      "en", or: "of", at: "om", zone: "tijd in {city}",
		cities: fields("London=Londen Paris=Parijs Berlin=Berlijn Zurich=Zürich Vienna=Wenen Brussels=Brussel Lisbon=Lissabon Copenhagen=Kopenhagen " +
			"Warsaw=Warschau Prague=Praag Athens=Athene Bucharest=Boekarest Moscow=Moskou Luxembourg=Luxemburg Kolkata=Calcutta Tokyo=Tokio"),
	},
	"es": {
		language: "es",
		months:   strings.Fields("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
		weekdays: strings.Fields("domingo lunes martes miércoles jueves viernes sábado"),
		per:      pers("por medio mes", "al año", "por año académico", "al mes", "cada cuatro semanas", "cada dos semanas", "por semana", "por día", "por hora", "por turno", "por noche"),
		units:    units([2]string{"día", "días"}, [2]string{"día laborable", "días laborables"}, [2]string{"semana", "semanas"}, [2]string{"mes", "meses"}, [2]string{"año", "años"}),
		and:      "y", or: "o", at: "a las", atOne: "a la", zone: "hora de {city}",
		cities: fields("New_York=Nueva_York Los_Angeles=Los_Ángeles London=Londres Paris=París Berlin=Berlín Zurich=Zúrich Vienna=Viena Brussels=Bruselas " +
			"Rome=Roma Lisbon=Lisboa Copenhagen=Copenhague Warsaw=Varsovia Prague=Praga Athens=Atenas Moscow=Moscú Kolkata=Calcuta Tokyo=Tokio Singapore=Singapur"),
	},
}
