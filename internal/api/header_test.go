package api

import (
	"net/http"
	"testing"

	"verbatim/internal/fault"
)

func TestPrefer(t *testing.T) {
	offers := []string{mediaJSON, mediaText, mediaHTML}
	rows := map[string]string{
		"":                                 mediaJSON,
		"*/*":                              mediaJSON,
		"text/html":                        mediaHTML,
		"text/plain":                       mediaText,
		"text/*":                           mediaText,
		"text/html;q=0.5, text/plain":      mediaText,
		"application/json;q=0, */*":        mediaText,
		"image/png":                        mediaJSON,
		"text/html, application/xml;q=0.9": mediaHTML,
		"rubbish;;;, text/html;q=x":        mediaJSON,
		"text/html;q=NaN":                  mediaJSON,
	}
	for accept, want := range rows {
		if got := prefer(accept, offers...); got != want {
			t.Errorf("%q: %s, want %s", accept, got, want)
		}
	}
}

func TestIfMatch(t *testing.T) {
	rows := []struct {
		header []string
		want   int64
		kind   fault.Kind
	}{
		{[]string{`"r5"`}, 5, ""},
		{[]string{`"r9007199254740991"`}, 9007199254740991, ""},
		{nil, 0, fault.PreconditionRequired},
		{[]string{""}, 0, fault.PreconditionRequired},
		{[]string{"*"}, 0, fault.Unreadable},
		{[]string{"r5"}, 0, fault.Unreadable},
		{[]string{`W/"r5"`}, 0, fault.Unreadable},
		{[]string{`"r0"`}, 0, fault.Unreadable},
		{[]string{`"r05"`}, 0, fault.Unreadable},
		{[]string{`"r5", "r6"`}, 0, fault.Unreadable},
		{[]string{`"r5"`, `"r6"`}, 0, fault.Unreadable},
		{[]string{`"r99999999999999999999"`}, 0, fault.Unreadable},
	}
	for _, r := range rows {
		got, err := ifMatch(r.header)
		if got != r.want || r.kind == "" && err != nil || r.kind != "" && fault.KindOf(err) != r.kind {
			t.Errorf("%q: %d, %v", r.header, got, err)
		}
	}
	if etag(5) != `"r5"` {
		t.Error(etag(5))
	}
}

func TestQuery(t *testing.T) {
	r := Route{Query: []Parameter{{Name: "state", Allowed: []string{"issued", "drafted"}, Many: true}, {Name: "cursor"}}}
	for raw, good := range map[string]bool{
		"": true, "state=issued": true, "state=issued&state=drafted": true, "cursor=abc": true,
		"sate=issued": false, "state=Ana": false, "cursor=a&cursor=b": false, "cursor=%00": false, "cursor=%ff": false, "cursor=%zz": false,
		"a;b": false,
	} {
		_, err := readQuery(raw, &r)
		if (err == nil) != good || err != nil && fault.KindOf(err) != fault.Unreadable {
			t.Errorf("%q: %v", raw, err)
		}
	}
}

func TestServerHasLimits(t *testing.T) {
	s := Server(":0", http.NotFoundHandler())
	if s.ReadHeaderTimeout <= 0 || s.ReadTimeout <= 0 || s.WriteTimeout <= 0 || s.IdleTimeout <= 0 || s.MaxHeaderBytes != 12<<10 {
		t.Errorf("%+v", s)
	}
}
