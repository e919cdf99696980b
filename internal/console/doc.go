// Package console is the pages under /console/: server-rendered HTML for the people who hand over, review and send
// letters. It signs people in by their API key, holds every act against the same table of permissions as the API, and
// calls the same methods of desk; it words their answers and judges nothing itself. Every page works without JavaScript:
// htmx and a few lines of our own only make it quicker. Nothing is loaded from elsewhere. Every string stands in the
// folder pages or in words.go.
//
// It uses net/http alone, so that the API's router can change without it.
package console
