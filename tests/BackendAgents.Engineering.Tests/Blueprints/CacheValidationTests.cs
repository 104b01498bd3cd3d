using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Copies of answers, as people ask for them.</summary>
public sealed class CacheValidationTests
{
    private static BlueprintReadResult Read(string deployment, string cache, string access = "{ role: anonymous }") =>
        CapabilityCatalog.BuiltIn.Read(
            $$"""
            service: { name: links, title: Links }
            authentication: { kind: jwt, account: User, login: email, defaultRole: member }
            roles: [{ name: member }]
            deployment: {{deployment}}
            entities:
              - { name: User, fields: [{ name: email, type: email, required: true, unique: true }] }
              - { name: Link, owner: [user], {{cache}} fields: [{ name: code, maxLength: 12, required: true }] }
            relations: [{ relation: each link belongs to one user }]
            operations:
              - { name: getLink, entity: Link, kind: get, access: [{{access}}] }
              - { name: listLinks, entity: Link, kind: list, access: [{{access}}] }
              - { name: createLink, entity: Link, kind: create, access: [{ role: member, scope: own }] }
            """
        );

    [TestCase("{}", "", null, 0, 0)]
    [TestCase("{ cache: memory }", "", "memory", 60, 60)]
    [TestCase("{ cache: memory }", "cache: { row: 5 },", "memory", 5, 60)]
    [TestCase("{}", "cache: { list: 0 },", null, 60, 0)]
    public void What_is_kept_and_for_how_long(string deployment, string cache, string? kept, int row, int list)
    {
        var blueprint = Read(deployment, cache).Blueprint!;

        Assert.That(blueprint.Deployment.Cache, Is.EqualTo(kept));
        Assert.That(Seconds(0), Is.EqualTo(row));
        Assert.That(Seconds(1), Is.EqualTo(list));
        Assert.That(Seconds(2), Is.Zero, "a change");
        Assert.That(CapabilityCatalog.BuiltIn.Read(CapabilityCatalog.Write(blueprint)).Blueprint!.Deployment.Cache, Is.EqualTo(kept));

        int Seconds(int operation) => EntityCache.SecondsOf(blueprint, blueprint.Operations[operation]);
    }

    [Test]
    public void Who_sees_own_rows_only_is_kept_nothing()
    {
        var blueprint = Read("{ cache: memory }", "", "{ role: member, scope: own }").Blueprint!;

        Assert.That(blueprint.Operations.Select(operation => EntityCache.SecondsOf(blueprint, operation)), Is.All.Zero);
    }

    [TestCase("{ cache: floppy }", "", "{ role: anonymous }", "There is no cache 'floppy'")]
    [TestCase("{}", "cache: { row: -1 },", "{ role: anonymous }", "0 to 86400 seconds")]
    [TestCase("{}", "cache: { list: 86401 },", "{ role: anonymous }", "0 to 86400 seconds")]
    [TestCase("{}", "cache: {},", "{ role: member, scope: own }", "Nobody may read all rows of Link")]
    public void What_is_refused_with_its_reason(string deployment, string cache, string access, string reason) =>
        Assert.That(Read(deployment, cache, access).Problems.Select(static problem => problem.Message), Has.Some.Contains(reason));

    [TestCase("in-memory cache", "memory")]
    public void A_name_in_a_brief_asks_for_one(string word, string cache)
    {
        var asked = Read("{}", "").Blueprint! with { Deployment = new Deployment { Requested = [word] } };

        var resolved = CapabilityCatalog.BuiltIn.Resolve(asked).Deployment;

        Assert.That(resolved.Requested, Is.Empty);
        Assert.That(resolved.Cache, Is.EqualTo(cache));
    }
}
