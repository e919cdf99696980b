package openapi

import (
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/api"
	"verbatim/internal/auth"
)

// operation writes one route.
func (d document) operation(r api.Route) (object, error) {
	p, ok := auth.Permit(r.Operation)
	if !ok {
		return nil, fmt.Errorf("operation %s has no row in the table of permissions", r.Operation)
	}
	op := object{
		"operationId": r.Operation, "tags": []string{r.Tag}, "summary": r.Summary, "description": description(r, p),
	}
	if params := parameters(r); len(params) > 0 {
		op["parameters"] = params
	}
	if p.Public {
		op["security"] = []any{}
	} else {
		op["x-roles"] = p.Roles
	}
	if r.Request != nil {
		name, err := d.types.Request(reflect.TypeOf(r.Request))
		if err != nil {
			return nil, err
		}
		content := object{"application/json": object{"schema": ref("schemas", name)}}
		for _, media := range r.Takes {
			content[media] = object{"schema": mediaSchema(media)}
		}
		op["requestBody"] = object{"required": true, "description": "Judged by /v1/schemas/" + r.Schema + ".", "content": content}
	}
	if len(r.Accepts) > 0 {
		content := object{}
		for _, media := range r.Accepts {
			content[media] = object{"schema": mediaSchema(media)}
		}
		op["requestBody"] = object{"required": true, "description": fmt.Sprintf("The file itself, at most %d bytes.", r.MaxFile), "content": content}
	}
	responses, err := d.responses(r)
	op["responses"] = responses
	return op, err
}

// description joins what a client must know: the text, the roles, the retry rules.
func description(r api.Route, p auth.Permission) string {
	parts := []string{r.Summary + "."}
	if r.Text != "" {
		parts = append(parts, r.Text)
	}
	if !p.Public {
		roles := make([]string, len(p.Roles))
		for i, role := range p.Roles {
			roles[i] = string(role)
		}
		line := "Roles: " + strings.Join(roles, ", ")
		if p.Why != "" {
			line += " (" + p.Why + ")"
		}
		parts = append(parts, line+".")
	}
	return strings.Join(parts, "\n\n")
}

// responses writes the answers of success, with their headers, and refers to the problem documents.
func (d document) responses(r api.Route) (object, error) {
	content := object{}
	if r.Response != nil {
		name, err := d.types.Response(reflect.TypeOf(r.Response))
		if err != nil {
			return nil, err
		}
		content["application/json"] = object{"schema": ref("schemas", name)}
	}
	for _, media := range r.Media {
		content[strings.SplitN(media, ";", 2)[0]] = object{"schema": mediaSchema(media)}
	}
	out := object{}
	for _, status := range r.Success {
		answer := object{"description": successWords[status], "headers": successHeaders(r)}
		if status != http.StatusNoContent {
			answer["content"] = content
		}
		out[strconv.Itoa(status)] = answer
	}
	for _, status := range r.Refusals() {
		out[strconv.Itoa(status)] = ref("responses", strconv.Itoa(status))
	}
	return out, nil
}

var successWords = map[int]string{
	http.StatusOK: "As asked", http.StatusCreated: "Made and stored", http.StatusNoContent: "Done",
}

// mediaSchema is the schema of an answer that is no JSON of ours.
func mediaSchema(media string) object {
	switch {
	case strings.HasSuffix(media, "json"):
		return object{"type": "object"}
	case strings.HasPrefix(media, "text/"):
		return object{"type": "string"}
	}
	return object{"type": "string", "contentEncoding": "binary", "contentMediaType": media}
}

// headers are the headers of answers.
var headers = object{
	"ETag":                 header("The offer's revision, such as \"r5\", to send in If-Match; of a PDF, its SHA-256."),
	"Location":             header("Where the thing can be read."),
	"Idempotency-Replayed": header("true when the answer is that of an earlier call with the same Idempotency-Key."),
	"X-Request-Id":         header("What to name when asking the operator."),
	"Retry-After":          object{"description": "How many seconds to wait before trying again.", "schema": object{"type": "integer", "minimum": 1}},
	"Repr-Digest":          header("SHA-256 of the bytes (RFC 9530)."),
	"WWW-Authenticate":     header("Bearer."),
}

func header(text string) object {
	return object{"description": text, "schema": object{"type": "string"}}
}

func headerRefs(names ...string) object {
	out := object{}
	for _, n := range names {
		out[n] = ref("headers", n)
	}
	return out
}

func successHeaders(r api.Route) object {
	names := []string{"X-Request-Id"}
	if r.Response != nil && reflect.TypeOf(r.Response).Name() == "Result" {
		names = append(names, "ETag", "Location")
	}
	if r.Operation == auth.GetOffer {
		names = append(names, "ETag")
	}
	if r.Operation == auth.GetLetterPDF {
		names = append(names, "ETag", "Repr-Digest")
	}
	if r.Idempotent {
		names = append(names, "Idempotency-Replayed")
	}
	return headerRefs(names...)
}

// problems writes one response for each status of a refusal.
func problems(routes []api.Route) object {
	statuses := map[int]bool{}
	for _, r := range routes {
		for _, s := range r.Refusals() {
			statuses[s] = true
		}
	}
	out := object{}
	for _, s := range slices.Sorted(maps.Keys(statuses)) {
		names := []string{"X-Request-Id"}
		switch s {
		case http.StatusUnauthorized:
			names = append(names, "WWW-Authenticate")
		case http.StatusConflict:
			names = append(names, "Location", "Retry-After")
		case http.StatusTooManyRequests, http.StatusServiceUnavailable:
			names = append(names, "Retry-After")
		}
		out[strconv.Itoa(s)] = object{
			"description": http.StatusText(s), "headers": headerRefs(names...),
			"content": object{"application/problem+json": object{"schema": ref("schemas", "Problem")}},
		}
	}
	return out
}

func ref(kind, name string) object { return object{"$ref": "#/components/" + kind + "/" + name} }
