/** A self-signed certificate of api.example.com that lasts a hundred years. */
export const LASTING = [
  "-----BEGIN CERTIFICATE-----",
  "MIIBizCCATGgAwIBAgIUEoT1xOKwhGNAbjwE+oejv7PPYS8wCgYIKoZIzj0EAwIw",
  "GjEYMBYGA1UEAwwPYXBpLmV4YW1wbGUuY29tMCAXDTI2MTEyMTEyMzIzM1oYDzIx",
  "MjYxMDI4MTIzMjMzWjAaMRgwFgYDVQQDDA9hcGkuZXhhbXBsZS5jb20wWTATBgcq",
  "hkjOPQIBBggqhkjOPQMBBwNCAASZ485urOu8osoeY6B4bCylH25phjCEwRTYjULB",
  "XGdPujCM8v8Rfw//SsXeMjiDY4so16ecGZzjMWAmFKktRLEUo1MwUTAdBgNVHQ4E",
  "FgQU4CNz5a7IDfmLLcXeBKnm/9AoLawwHwYDVR0jBBgwFoAU4CNz5a7IDfmLLcXe",
  "BKnm/9AoLawwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBUNOAJ",
  "mUaJLZYls9/YpNqtDA8bSFno6OT5EzEtXs84lgIhAIpmIFKgfTye+46G6DK+E9U9",
  "psacowYdnZr4p26ddnzA",
  "-----END CERTIFICATE-----",
].join("\n");

/** One that ended with the year 2020. */
export const EXPIRED = [
  "-----BEGIN CERTIFICATE-----",
  "MIIBGjCBwgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9hcGkuZXhhbXBsZS5j",
  "b20wHhcNMjAwMTAxMDAwMDAwWhcNMjAxMjMxMDAwMDAwWjAaMRgwFgYDVQQDDA9h",
  "cGkuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARdvI20ZVti",
  "ss2b3e4Y3RRBmZewoSk6MGMkxRbl7VdbfULtN2nn+05pl+k0USEYwFmnkekwNBtQ",
  "yWtB/917E/RQMAoGCCqGSM49BAMCA0cAMEQCIDrm/aPEdLt7FosSD2LH/py1jfdI",
  "OzgoM/QwXPSg5rDMAiBorrEgkaVRLZ9ug56mVDHsOUP6hNDHkZilS6mUBhpkhQ==",
  "-----END CERTIFICATE-----",
].join("\n");
