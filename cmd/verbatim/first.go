package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"verbatim/internal/api"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/render"
)

// sendFirst sends a record to the server that has just started, as any client would, and keeps the letter. What goes
// wrong is said and stops nothing: the server is there to be used.
func (s serve) sendFirst(ctx context.Context, p process, url string, made parts) {
	client := client{url: url, key: made.key, http: &http.Client{Timeout: 30 * time.Second}}
	if client.key == "" {
		client.key = string(s.AdminKey)
	}
	if client.key == "" {
		fmt.Fprintln(p.stdout, "  first letter      not sent: give the admin key (--admin-key, VERBATIM_ADMIN_KEY), which this server does not know by heart")
		return
	}
	raw, err := s.First.bytes(p)
	if err == nil {
		err = s.keepFirst(ctx, p, client, raw)
	}
	if err != nil {
		fmt.Fprintf(p.stdout, "  first letter      %s\n", err)
	}
}

func (s serve) keepFirst(ctx context.Context, p process, c client, raw []byte) error {
	result, err := c.handOver(ctx, raw)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "  first letter      %s %s\n", result.Verdict.Sentence, result.Verdict.Consequence)
	fmt.Fprintf(p.stdout, "                    %s/v1/offers/%s/letters/%d\n", c.url, result.Offer, result.Letter.Version)
	if s.FirstPDF == "" {
		return nil
	}
	pdf, err := c.letter(ctx, result)
	if err != nil {
		return err
	}
	if err := os.WriteFile(s.FirstPDF, pdf, 0o600); err != nil {
		return fmt.Errorf("cannot be kept (--first-pdf): %w", err)
	}
	_, err = fmt.Fprintf(p.stdout, "                    %s (%d bytes, %s)\n", s.FirstPDF, len(pdf), digest.Of(pdf))
	return err
}

// client sends requests to a server.
type client struct {
	url  string
	key  string
	http *http.Client
}

// handOver sends a record. The key of the request is the record's own digest: sending it again is answered alike.
func (c client) handOver(ctx context.Context, raw []byte) (desk.Result, error) {
	var r desk.Result
	answer, err := c.do(ctx, http.MethodPost, "/v1/handoffs", raw)
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(answer, &r)
}

// letter reads the PDF of a result, and checks that it is the one that the result names.
func (c client) letter(ctx context.Context, r desk.Result) ([]byte, error) {
	pdf, err := c.do(ctx, http.MethodGet, fmt.Sprintf("/v1/offers/%s/letters/%d/pdf", r.Offer, r.Letter.Version), nil)
	if err == nil && digest.Of(pdf) != r.Letter.PDF {
		err = fmt.Errorf("the letter that came is not the one that was answered")
	}
	return pdf, err
}

// do sends one request; an answer that is no success becomes an error with the problem's own words.
func (c client) do(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	return c.send(ctx, method, path, "application/json", body)
}

// send is do with a body of another media type.
func (c client) send(ctx context.Context, method, path, media string, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.url+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+c.key)
	if body != nil {
		request.Header.Set("Content-Type", media)
		request.Header.Set("Idempotency-Key", string(digest.Of(body)))
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, 2*render.MaxSize))
	if err != nil {
		return nil, err
	}
	if response.StatusCode < 300 {
		return answer, nil
	}
	var problem api.Problem
	if err := json.Unmarshal(answer, &problem); err != nil {
		return nil, fmt.Errorf("refused with status %d", response.StatusCode)
	}
	text := fmt.Sprintf("refused: %s [%s]", problem.Detail, problem.Code)
	for _, f := range problem.Errors {
		text += fmt.Sprintf("\n                      %s: %s [%s]", f.Pointer, f.Message, f.Code)
	}
	return nil, fmt.Errorf("%s", text)
}
