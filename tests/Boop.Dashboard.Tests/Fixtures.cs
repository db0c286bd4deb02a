using Boop.Dashboard.Tests.Browsing;

[assembly: AssemblyFixture(typeof(Chromium))]
