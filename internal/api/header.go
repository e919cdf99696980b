package api

import (
	"mime"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

var requestIDForm = regexp.MustCompile(`^[0-9A-Fa-f-]{8,64}$`)

// requestID takes the client's X-Request-Id when it is hexadecimal, so that it can name nobody in a log, and makes one
// otherwise.
func (a *API) requestID(h http.Header) string {
	if id := h.Get("X-Request-Id"); requestIDForm.MatchString(id) {
		return id
	}
	return a.NewID()
}

// secure sets what every answer carries. No CORS header is among it: browsers of other origins have no business here.
func secure(h http.Header, requestID string) {
	h.Set("X-Request-Id", requestID)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Strict-Transport-Security", "max-age=63072000")
}

// prefer picks from offers the media type that an Accept header likes best; the first one where it likes none: a
// representation that was not asked for serves better than none (RFC 9110 section 12.5.1).
func prefer(accept string, offers ...string) string {
	best, quality := offers[0], 0.0
	for _, offer := range offers {
		if q := qualityOf(accept, offer); q > quality {
			best, quality = offer, q
		}
	}
	return best
}

// qualityOf gives how much an Accept header wants a media type: by its most specific range that matches.
func qualityOf(accept, media string) float64 {
	want, _, _ := mime.ParseMediaType(media)
	family, _, _ := strings.Cut(want, "/")
	quality, rank := 0.0, -1
	for _, part := range strings.Split(accept, ",") {
		got, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		r := map[string]int{want: 2, family + "/*": 1, "*/*": 0}
		specific, matches := r[got]
		if !matches || specific < rank {
			continue
		}
		q := 1.0
		if text, given := params["q"]; given {
			if q, err = strconv.ParseFloat(text, 64); err != nil || q < 0 || q > 1 {
				continue
			}
		}
		quality, rank = q, specific
	}
	return quality
}
