// Package hook owns webhooks by Standard Webhooks 1.0: endpoints and their secrets, the thin message made of an event,
// its signature, the guard that keeps deliveries out of private networks, and the runner that sends what is due, tries
// again over three days and gives up in the open. It takes leased deliveries from the store and hands back what came of
// them. It must not know pay, names or payloads: a message holds ids, states and codes.
package hook
