package objectstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/store"
)

const (
	patience = 5 * time.Second // for one object; a call may work for 8 s
	tries    = 2
	maxSize  = 16 << 20 // bytes of one object; a letter may have 1 MB
)

// Config says which bucket to use and who uses it.
type Config struct {
	Address string // https://host[:port]/bucket[/prefix][?region=NAME]
	Key     string // access key
	Secret  string // secret key
}

// Store is a store.Blobs in one bucket. It is safe for concurrent use.
type Store struct {
	client *minio.Client
	at     address
}

var _ store.Blobs = (*Store)(nil)

var errUnavailable = fault.New(fault.Unavailable, fault.CodeUnavailable, "the store of letters cannot be reached now: try again")

// Open asks for the bucket, so that a wrong name or key is noticed at the start. It makes no bucket.
func Open(ctx context.Context, c Config) (*Store, error) {
	at, err := parseAddress(c.Address)
	if err != nil {
		return nil, err
	}
	client, err := minio.New(at.host, &minio.Options{
		Creds: credentials.NewStaticV4(c.Key, c.Secret, ""), Secure: at.tls, Region: at.region, MaxRetries: tries,
	})
	if err != nil {
		return nil, errAddress
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	s := &Store{client: client, at: at}
	switch ok, err := client.BucketExists(ctx, at.bucket); {
	case err != nil:
		return nil, fmt.Errorf("the bucket cannot be asked for: %w", translate(err))
	case !ok:
		return nil, errors.New("there is no such bucket: make it first, private, and without a rule that deletes objects")
	}
	return s, nil
}

// name is the name of an object: the prefix and the digest in hexadecimal.
func (s *Store) name(sum digest.Digest) string { return s.at.prefix + sum.Hex() }

// Put keeps bytes under their digest.
func (s *Store) Put(ctx context.Context, sum digest.Digest, sealed []byte) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := s.client.PutObject(ctx, s.at.bucket, s.name(sum), bytes.NewReader(sealed), int64(len(sealed)),
		minio.PutObjectOptions{ContentType: "application/octet-stream", DisableMultipart: true})
	return translate(err)
}

// Get gives the bytes of a digest; store.ErrNotFound when there are none.
func (s *Store) Get(ctx context.Context, sum digest.Digest) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	o, err := s.client.GetObject(ctx, s.at.bucket, s.name(sum), minio.GetObjectOptions{})
	if err != nil {
		return nil, translate(err)
	}
	defer o.Close()
	sealed, err := io.ReadAll(io.LimitReader(o, maxSize))
	return sealed, translate(err)
}

// Each walks the objects under the prefix whose names are digests; others are somebody else's.
func (s *Store) Each(ctx context.Context, do func(sum digest.Digest, since time.Time) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends the listing when do fails
	for o := range s.client.ListObjects(ctx, s.at.bucket, minio.ListObjectsOptions{Prefix: s.at.prefix}) {
		if o.Err != nil {
			return translate(o.Err)
		}
		sum := digest.Digest("sha256:" + strings.TrimPrefix(o.Key, s.at.prefix))
		if !sum.Valid() {
			continue
		}
		if err := do(sum, o.LastModified); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// translate gives the store's error for one of the protocol. Whatever else a store answers, the letter is not there now
// and the same request can be made again: even a refused key is the operator's to mend, not the client's.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if r := minio.ToErrorResponse(err); r.StatusCode == http.StatusNotFound && r.Code == minio.NoSuchKey {
		return store.ErrNotFound.Because(err)
	}
	return errUnavailable.Because(err)
}
