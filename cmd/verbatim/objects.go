package main

import (
	"context"
	"fmt"

	"verbatim/internal/fault"
	"verbatim/internal/store"
	"verbatim/internal/store/objectstore"
)

// objects is the bucket that PDFs are kept in; without one they are kept in the database.
type objects struct {
	Objects       string `setting:"VERBATIM_OBJECTS" placeholder:"URL" help:"Keep the PDFs of new letters, sealed, in a bucket that speaks S3, as https://host/bucket/prefix?region=NAME; in the database when not given."`
	ObjectsKey    secret `setting:"VERBATIM_OBJECTS_KEY" placeholder:"KEY" help:"Access key of the bucket."`
	ObjectsSecret secret `setting:"VERBATIM_OBJECTS_SECRET" placeholder:"SECRET" help:"Secret key of the bucket; better given by the environment."`
}

// bucket opens the bucket; nil when none is set.
func (o objects) bucket(ctx context.Context) (store.Blobs, error) {
	if o.Objects == "" {
		return nil, nil //nolint:nilnil // none is a place too: the database
	}
	s, err := objectstore.Open(ctx, objectstore.Config{Address: o.Objects, Key: string(o.ObjectsKey), Secret: string(o.ObjectsSecret)})
	switch {
	case err == nil:
		return s, nil
	case fault.KindOf(err) == fault.Unavailable:
		return nil, fmt.Errorf("the object store (--objects, VERBATIM_OBJECTS): %w", err)
	}
	return nil, usage("the object store (--objects, VERBATIM_OBJECTS): %s", err)
}
