/** Written by the server itself on every request that comes in, whatever the client sent under this name. */
export const CLIENT_ADDRESS_HEADER = "x-keepwatch-client-address";
