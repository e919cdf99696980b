package api

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/internal/fault"
)

// maxParameter is how long the value of a query parameter may be, in bytes.
const maxParameter = 200

// readQuery reads the query parameters that the route knows. An unknown one is refused: a filter that is spelt wrongly
// would otherwise show everything. Values are not repeated in the refusal.
func readQuery(raw string, r *Route) (url.Values, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, fault.New(fault.Unreadable, fault.CodeBadParameter, "the query cannot be read: encode it as in application/x-www-form-urlencoded").Because(err)
	}
	for name, given := range values {
		i := slices.IndexFunc(r.Query, func(p Parameter) bool { return p.Name == name })
		if i < 0 {
			return nil, badParameter("an unknown query parameter: %s", allowedQuery(r))
		}
		if err := r.Query[i].check(given); err != nil {
			return nil, err
		}
	}
	return values, nil
}

func allowedQuery(r *Route) string {
	if len(r.Query) == 0 {
		return "this operation takes none"
	}
	names := make([]string, len(r.Query))
	for i, p := range r.Query {
		names[i] = p.Name
	}
	return "this operation takes " + strings.Join(names, ", ")
}

func (p Parameter) check(values []string) error {
	if len(values) > 1 && !p.Many {
		return badParameter("the query parameter %s is given more than once", p.Name)
	}
	for _, v := range values {
		if len(p.Allowed) > 0 && !slices.Contains(p.Allowed, v) {
			return badParameter("the query parameter %s must be one of %s", p.Name, strings.Join(p.Allowed, ", "))
		}
		if len(v) > maxParameter || !utf8.ValidString(v) || strings.ContainsFunc(v, unicode.IsControl) {
			return badParameter("the query parameter %s must be at most %d bytes of UTF-8 text without control characters", p.Name, maxParameter)
		}
	}
	return nil
}
