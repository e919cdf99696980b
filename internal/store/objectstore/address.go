package objectstore

import (
	"errors"
	"net/url"
	"strings"
)

// errAddress says how an address is written. It never repeats the address.
var errAddress = errors.New("an object store is given as https://host/bucket, with a prefix and ?region= where they are needed")

// address is where objects go: https://host[:port]/bucket[/prefix][?region=NAME].
type address struct {
	host   string
	tls    bool
	bucket string
	prefix string // empty, or ends in a slash
	region string // empty lets the store say it
}

func parseAddress(text string) (address, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" || u.Scheme != "https" && u.Scheme != "http" {
		return address{}, errAddress
	}
	for name := range u.Query() {
		if name != "region" {
			return address{}, errAddress
		}
	}
	bucket, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	if bucket == "" {
		return address{}, errAddress
	}
	if prefix != "" {
		prefix += "/"
	}
	return address{host: u.Host, tls: u.Scheme == "https", bucket: bucket, prefix: prefix, region: u.Query().Get("region")}, nil
}
