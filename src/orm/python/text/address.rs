//! Addresses of objects.

/// Where the addresses of objects begin, so that they look like CPython's.
const FIRST_ADDRESS: u64 = 0x7f00_0000_0000;

/// The address that `id()` and `repr()` tell of an object with this number.
pub(in crate::orm::python) fn address(identity: u64) -> u64 {
    FIRST_ADDRESS + identity.wrapping_mul(0x40)
}
