package api

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"verbatim/internal/auth"
)

// Route is one operation: what the router, the OpenAPI document, the log and the tests know of it. The routes of a
// resource stand at the top of its file.
type Route struct {
	Method    string
	Path      string // as OpenAPI writes it: /v1/offers/{offer_id}
	Operation auth.Operation
	Tag       string      // the resource, for the reader of the document
	Summary   string      // one line
	Text      string      // what else a client must know; empty for nothing
	Query     []Parameter // any other query parameter is refused
	Request   any         // a value of the body's Go type; nil for a bare act
	Takes     []string    // the media types that the body can have besides JSON
	Schema    string      // the published schema of Request, by which the body is judged
	Accepts   []string    // the media types of a body that is a file, one of which it must have; empty for JSON
	MaxFile   int64       // how large that file may be, in bytes
	Response  any         // a value of the answer's Go type; nil when it is no JSON
	Media     []string    // what else than JSON the answer can be
	Success   []int       // the statuses of success, the usual one first

	Idempotent bool // takes an Idempotency-Key
	IfMatch    bool // needs If-Match
	Writes     bool // can be refused because storage is full
	Unlimited  bool // takes no slot and no share of a rate: for probes

	handle handler // every route but a write of an offer
	write  writer  // a write of an offer, whose answer is a desk.Result and can be replayed
}

// Parameter is one query parameter.
type Parameter struct {
	Name    string
	Text    string
	Integer bool     // a whole number from 0
	Allowed []string // the values; empty means free text of at most 200 characters
	Many    bool     // may be repeated
}

var pathParameter = regexp.MustCompile(`\{([a-z_]+)\}`)

// PathParameters names the parameters in the path, in order.
func (r Route) PathParameters() []string {
	var names []string
	for _, m := range pathParameter.FindAllStringSubmatch(r.Path, -1) {
		names = append(names, m[1])
	}
	return names
}

// pattern is the path as Echo wants it. A bare colon would begin a parameter.
func (r Route) pattern() string {
	return pathParameter.ReplaceAllString(strings.ReplaceAll(r.Path, ":", `\:`), ":$1")
}

// Refusals are the statuses of the problem documents that the operation can answer with, in order.
func (r Route) Refusals() []int {
	if r.Unlimited {
		return []int{http.StatusBadRequest, http.StatusInternalServerError, http.StatusServiceUnavailable}
	}
	out := []int{http.StatusBadRequest, http.StatusInternalServerError, http.StatusServiceUnavailable}
	add := func(when bool, status ...int) {
		if when {
			out = append(out, status...)
		}
	}
	p, _ := auth.Permit(r.Operation)
	add(!p.Public, http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests)
	add(len(r.PathParameters()) > 0, http.StatusNotFound)
	add(r.Method == http.MethodPost, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity)
	add(r.Writes, http.StatusConflict, http.StatusInsufficientStorage)
	add(r.IfMatch, http.StatusPreconditionFailed, http.StatusPreconditionRequired)
	slices.Sort(out)
	return out
}

// Routes is the table of everything the server answers.
func Routes() []Route {
	return slices.Concat(
		handoffRoutes(),
		offerRoutes(),
		employerRoutes(),
		letterRoutes(),
		documentRoutes(),
		redlineRoutes(),
		verifyRoutes(),
		diffRoutes(),
		flagRoutes(),
		reviewRoutes(),
		traceRoutes(),
		policyRoutes(),
		entityRoutes(),
		bandRoutes(),
		libraryRoutes(),
		libraryVersionRoutes(),
		keyRoutes(),
		feedRoutes(),
		numberRoutes(),
		equityRoutes(),
		webhookRoutes(),
		publicRoutes(),
		answerRoutes(),
		readBackRoutes(),
		negotiationRoutes(),
		linkRoutes(),
		attachmentRoutes(),
		handOnRoutes(),
		docsRoutes(),
	)
}
