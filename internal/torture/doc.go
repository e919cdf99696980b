// Package torture kills the real program while it works, breaks the network to its database, fills its disk and cuts its
// log, and counts what was lost: acknowledged letters that are gone, changed or doubled, events that a webhook never heard
// of, ready times. It holds tests only. `make torture` runs it at
// full length; a short run is among the ordinary tests.
package torture
