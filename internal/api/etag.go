package api

import (
	"regexp"
	"strconv"

	"verbatim/internal/fault"
)

// etag is the entity tag of an offer at a revision: the sequence of its last event.
func etag(revision int64) string { return `"r` + strconv.FormatInt(revision, 10) + `"` }

var etagForm = regexp.MustCompile(`^"r([1-9][0-9]{0,15})"$`)

// ifMatch reads the revision that a writer saw. A star is not taken: it would say "whatever it is", which is the lost
// update that the header is there to prevent.
func ifMatch(header []string) (int64, error) {
	if len(header) == 0 || header[0] == "" {
		return 0, fault.New(fault.PreconditionRequired, fault.CodeIfMatchMissing,
			`send If-Match with the ETag of the offer as you read it, such as "r5"`)
	}
	m := etagForm.FindStringSubmatch(header[0])
	if m == nil || len(header) > 1 {
		return 0, badParameter(`If-Match must be one ETag of an offer, such as "r5", with its quotes`)
	}
	return strconv.ParseInt(m[1], 10, 64)
}
