// The judges are programs of Debian and npm.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
