using System.Runtime.Versioning;

// File modes are half of what is tested here, and Windows has none.
[assembly: UnsupportedOSPlatform("windows")]
