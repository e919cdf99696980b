package e2e_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// client speaks HTTP to a server under one key.
type client struct {
	t   *testing.T
	url string
	key string
}

// answer is one HTTP answer.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// header is one request header.
type header struct{ name, value string }

// send sends one request; a failure to get an answer at all is given back for those who expect it.
func (c client) send(method, path string, body []byte, headers ...header) (answer, error) {
	request, err := http.NewRequest(method, c.url+path, bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	request.Header.Set("Authorization", "Bearer "+c.key)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		request.Header.Set(h.name, h.value)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, read}, err
}

// must sends one request and wants this status.
func (c client) must(status int, method, path string, body []byte, headers ...header) answer {
	c.t.Helper()
	got, err := c.send(method, path, body, headers...)
	if err != nil {
		c.t.Fatal(err)
	}
	if got.status != status {
		c.t.Fatalf("%s %s: %d, want %d\n%s", method, path, got.status, status, got.body)
	}
	return got
}

func (c client) get(path string, headers ...header) answer {
	c.t.Helper()
	return c.must(http.StatusOK, http.MethodGet, path, nil, headers...)
}

func (c client) post(status int, path string, body []byte, headers ...header) answer {
	c.t.Helper()
	return c.must(status, http.MethodPost, path, body, headers...)
}

// result is what a write answers, as far as the tests read it.
type result struct {
	Offer    string `json:"offer_id"`
	Revision int64  `json:"revision"`
	State    string `json:"state"`
	Letter   struct {
		Version   int    `json:"version"`
		PDF       string `json:"pdf_sha256"`
		Lock      string `json:"lock"`
		Date      string `json:"letter_date"`
		Documents []struct {
			ID  string `json:"id"`
			PDF string `json:"pdf_sha256"`
		} `json:"documents"`
	} `json:"letter"`
	Flags   []flag   `json:"flags"`
	Changes []change `json:"changes"`
	Verdict struct {
		Code        string `json:"code"`
		Sentence    string `json:"sentence"`
		Consequence string `json:"consequence"`
	} `json:"verdict"`
	Gate struct {
		Open    bool `json:"open"`
		Reasons []struct {
			Code string `json:"code"`
			Rule string `json:"rule"`
		} `json:"reasons"`
	} `json:"gate"`
}

type flag struct {
	ID          string `json:"id"`
	Fingerprint string `json:"fingerprint"`
	Status      string `json:"status"`
	Deviation   struct {
		Code     string   `json:"code"`
		Severity string   `json:"severity"`
		Decides  string   `json:"decides"`
		Terms    []string `json:"terms"`
	} `json:"deviation"`
}

type change struct {
	Term  string `json:"term"`
	Class string `json:"class"`
	From  string `json:"from_text"`
	To    string `json:"to_text"`
}

// problem is the body of a refusal.
type problem struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Status int    `json:"status"`
	Errors []struct {
		Pointer string `json:"pointer"`
		Term    string `json:"term"`
		Code    string `json:"code"`
		Message string `json:"message"`
	} `json:"errors"`
}

// read decodes the JSON of an answer.
func read[T any](t *testing.T, a answer) (v T) {
	t.Helper()
	if err := json.Unmarshal(a.body, &v); err != nil {
		t.Fatalf("the answer is no such JSON: %s\n%s", err, a.body)
	}
	return v
}

// example reads one of the published examples.
func example(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(root, "schemas", "handoff", "examples", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// edited gives a record with one value replaced.
func edited(t *testing.T, raw []byte, edit func(record map[string]any)) []byte {
	t.Helper()
	var record map[string]any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&record); err != nil {
		t.Fatal(err)
	}
	edit(record)
	out, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// at walks into a record by keys and indexes.
func at(v any, path ...any) map[string]any {
	for _, step := range path {
		switch s := step.(type) {
		case string:
			v = v.(map[string]any)[s]
		case int:
			v = v.([]any)[s]
		}
	}
	return v.(map[string]any)
}
