using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Capabilities.Caching;

/// <summary>Reports whose answers are kept, in services that keep nothing else.</summary>
public sealed class KeptReportTests
{
    private static List<(string Path, string Content)> Deliver(int keep, string cache) =>
        [
            .. CapabilityCatalog
                .BuiltIn.Deliver(
                    CapabilityCatalog
                        .BuiltIn.Read(
                            $$"""
                            service: { name: sales, title: Sales }
                            entities:
                              - { name: Sale, {{cache}} fields: [{ name: amount, type: int, required: true }] }
                            operations:
                              - { name: getSale, entity: Sale, kind: get, access: [{ role: anonymous }] }
                              - { name: createSale, entity: Sale, kind: create, access: [{ role: anonymous }] }
                              - name: totals
                                entity: Sale
                                kind: report
                                access: [{ role: anonymous }]
                                report: { values: [{ name: sales }, { name: total, sum: amount }], keep: {{keep}} }
                            """
                        )
                        .Blueprint!
                )
                .Select(static file => (file.Path, file.Content)),
        ];

    [TestCase("", false)]
    [TestCase("cache: {},", true)]
    public void Tests_of_rows_come_where_rows_are_kept(string cache, bool expected) =>
        Assert.That(
            Deliver(60, cache).Exists(static file => file.Path.EndsWith("/Caching/CacheTests.g.cs", StringComparison.Ordinal)),
            Is.EqualTo(expected)
        );

    // On a busy machine a second is over before the second call.
    [TestCase(1, false)]
    [TestCase(30, true)]
    public void Only_what_surely_lives_is_counted_on(int keep, bool expected)
    {
        var test = Deliver(keep, "").Single(static file => file.Content.Contains("keeps_its_answer", StringComparison.OrdinalIgnoreCase));

        Assert.That(test.Content.Contains("Is.EqualTo(hits + 1)", StringComparison.Ordinal), Is.EqualTo(expected));
        Assert.That(test.Content, Does.Contain("var first = await ReadAsync();"));
    }
}
