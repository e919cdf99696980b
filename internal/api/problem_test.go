package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"verbatim/internal/auth"
	"verbatim/internal/fault"
	"verbatim/internal/store"
)

// leaks are what no answer may hold: the inside of the program, and the values of a cause.
var leaks = []string{"sql:", "SQLSTATE", ".go:", "panic", "goroutine", "runtime error", "/root/", "Ana Ruiz", "185000", "secret-dsn"}

// errSecret is a cause full of what must stay inside.
var errSecret = errors.New(`sql: insert "Ana Ruiz" 185000 at store.go:12 panic goroutine /root/x secret-dsn SQLSTATE`)

func TestErrorsBecomeProblems(t *testing.T) {
	rows := []struct {
		name   string
		err    error
		status int
		code   fault.Code
	}{
		{"unreadable", fault.New(fault.Unreadable, fault.CodeUnreadable, "x"), 400, fault.CodeUnreadable},
		{"not found", store.ErrNotFound, 404, fault.CodeNotFound},
		{"stale", fmt.Errorf("apply: %w", store.ErrStale), 412, fault.CodeStaleRevision},
		{"exists", store.ErrExists.Because(errSecret), 409, fault.CodeExists},
		{"invalid", fault.All(fault.CodeInvalidRecord, "x", []fault.Fault{{Code: fault.CodeNull, Pointer: "/a", Message: "m"}}), 422, fault.CodeInvalidRecord},
		{"full", fault.New(fault.Full, fault.CodeStorageFull, "x").Because(errSecret), 507, fault.CodeStorageFull},
		{"unavailable", fault.New(fault.Unavailable, fault.CodeUnavailable, "x").Because(errSecret), 503, fault.CodeUnavailable},
		{"unknown", errSecret, 500, fault.CodeInternal},
		{"wrapped unknown", fmt.Errorf("apply: %w", errSecret), 500, fault.CodeInternal},
		{"internal with a text of its own", fault.New(fault.Internal, fault.CodeInternal, "store.go:12"), 500, fault.CodeInternal},
		{"lost term", fault.New(fault.Internal, fault.CodeLetterLostTerm, "a term was lost"), 500, fault.CodeLetterLostTerm},
		{"a kind nobody knows", fault.New(fault.Kind("odd"), fault.CodeUnreadable, "store.go:12"), 500, fault.CodeInternal},
		{"deadline", fmt.Errorf("query: %w", context.DeadlineExceeded), 503, fault.CodeUnavailable},
		{"gone", context.Canceled, 503, fault.CodeUnavailable},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			w := answerTo(t, func(context.Context, *API, *call) (reply, error) { return reply{}, r.err })
			p := problem(t, w, r.status)
			if p.Code != r.code {
				t.Errorf("code %s, want %s", p.Code, r.code)
			}
		})
	}
}

func TestPanicIsInternal(t *testing.T) {
	w := answerTo(t, func(context.Context, *API, *call) (reply, error) { panic(errSecret) })
	if p := problem(t, w, http.StatusInternalServerError); p.Code != fault.CodeInternal {
		t.Errorf("code %s", p.Code)
	}
}

func TestUnwritableAnswerIsInternal(t *testing.T) {
	w := answerTo(t, func(context.Context, *API, *call) (reply, error) { return ok(map[string]any{"f": func() {}}) })
	problem(t, w, http.StatusInternalServerError)
}

func TestProblemListsAtMostTwoHundred(t *testing.T) {
	faults := make([]fault.Fault, 450)
	for i := range faults {
		faults[i] = fault.Fault{Code: fault.CodeUnknownField, Pointer: fault.Pointer(fmt.Sprintf("/%d", i)), Message: "no"}
	}
	p := problemOf(fault.All(fault.CodeInvalidRecord, "x", faults).(*fault.Error), "id")
	if len(p.Errors) != maxListed || p.LeftOut != 250 {
		t.Errorf("%d listed, %d left out", len(p.Errors), p.LeftOut)
	}
}

func TestEveryKindHasAStatus(t *testing.T) {
	for kind, status := range statuses {
		if http.StatusText(status) == "" {
			t.Errorf("%s: %d is no status", kind, status)
		}
	}
	if len(statuses) != 15 {
		t.Errorf("%d kinds have a status", len(statuses))
	}
}

// answerTo sends one request to a route with the handler.
func answerTo(t *testing.T, h handler) *httptest.ResponseRecorder {
	t.Helper()
	r := Route{Method: http.MethodGet, Path: "/try", Operation: auth.GetHealth, Success: []int{200}, handle: h}
	w := httptest.NewRecorder()
	bare(t, Config{}, r).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/try", nil))
	return w
}

// problem reads an answer that must be a problem document of the status, and hunts for leaks in it.
func problem(t *testing.T, w *httptest.ResponseRecorder, status int) Problem {
	t.Helper()
	var p Problem
	if w.Code != status || w.Header().Get("Content-Type") != mediaProblem {
		t.Fatalf("status %d, want %d, as %s: %s", w.Code, status, w.Header().Get("Content-Type"), w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	if p.Status != status || p.Title != http.StatusText(status) || p.RequestID == "" || p.RequestID != w.Header().Get("X-Request-Id") || p.Code == "" || p.Detail == "" {
		t.Errorf("an incomplete problem document: %s", w.Body)
	}
	for _, leak := range leaks {
		if strings.Contains(w.Body.String(), leak) {
			t.Errorf("the answer holds %q: %s", leak, w.Body)
		}
	}
	return p
}
