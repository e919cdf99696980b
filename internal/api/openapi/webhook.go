package openapi

import (
	"reflect"

	"verbatim/internal/event"
	"verbatim/internal/hook"
)

// webhooks is the catalogue of the messages that receivers get, by type of event.
func (d document) webhooks() (object, error) {
	name, err := d.types.Response(reflect.TypeFor[hook.Message]())
	if err != nil {
		return nil, err
	}
	out := object{}
	for _, t := range event.Types() {
		out[string(t)] = object{"post": object{
			"operationId": "webhook." + string(t), "tags": []string{"webhooks"}, "summary": "An event of type " + string(t), "security": []any{},
			"description": "Signed by Standard Webhooks 1.0. It holds ids, states and codes, no pay and no name: read the offer for more.",
			"parameters": []any{
				signed("webhook-id", "Names the message: the same at each attempt."), signed("webhook-timestamp", "When the attempt was made, in Unix seconds."),
				signed("webhook-signature", "v1 and the base64 HMAC-SHA256 of id.timestamp.body, one for each live secret."),
			},
			"requestBody": object{"required": true, "content": object{"application/json": object{"schema": object{
				"allOf": []any{ref("schemas", name), object{"properties": object{"type": object{"const": t}}}},
			}}}},
			"responses": object{
				"2XX": object{"description": "Received. Anything else is an attempt that failed; 408, 425, 429 and 5xx are tried again."},
				"410": object{"description": "Send no more: the webhook is switched off."},
			},
		}}
	}
	return out, nil
}

func signed(name, text string) object {
	return object{"name": name, "in": "header", "required": true, "description": text, "schema": object{"type": "string"}}
}
