using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Capabilities.Caching;

/// <summary>What caches before a service may keep, and how they are delivered.</summary>
public sealed class EdgeTests
{
    private static BlueprintReadResult Read(string deployment, string more = "", string access = "{ role: anonymous }") =>
        CapabilityCatalog.BuiltIn.Read(
            $$"""
            service: { name: links, title: Links }
            authentication: { kind: jwt, account: User, login: email, defaultRole: member }
            roles: [{ name: member }]
            deployment: {{deployment}}
            capabilities: { compose: {}, kubernetes: {}, nginx: {} }
            entities:
              - { name: User, fields: [{ name: email, type: email, required: true, unique: true }] }
              - { name: Link, owner: [user], fields: [{ name: code, maxLength: 12, required: true }] }
            relations: [{ relation: each link belongs to one user }]
            operations:
              - { name: getLink, entity: Link, kind: get, access: [{{access}}] {{more}} }
              - { name: createLink, entity: Link, kind: create, access: [{ role: member, scope: own }] }
            """
        );

    [TestCase("{ cdn: varnish }", "{ role: anonymous }", 60)]
    [TestCase("{ cdn: varnish }", "{ role: member, scope: any }", 0)]
    [TestCase("{ cdn: varnish }", "{ role: member, scope: own }", 0)]
    [TestCase("{}", "{ role: anonymous }", 0)]
    public void Only_what_anybody_is_given_is_kept(string deployment, string access, int seconds)
    {
        var blueprint = Read(deployment, access: access).Blueprint!;

        Assert.That(EntityCache.EdgeSecondsOf(blueprint, blueprint.Operations[0]), Is.EqualTo(seconds));
        Assert.That(EntityCache.EdgeSecondsOf(blueprint, blueprint.Operations[1]), Is.Zero, "a change");
        var endpoint = CapabilityCatalog.BuiltIn.Plan(blueprint).Contract.Endpoint("getLink")!;
        Assert.That(endpoint.Responses.Any(static response => response.Status == 304), Is.EqualTo(seconds > 0));
    }

    [Test]
    public void A_cdn_that_nobody_knows_is_refused() =>
        Assert.That(
            Read("{ cdn: floppy }").Problems.Select(static problem => problem.Message),
            Has.Some.EqualTo("There is no cdn 'floppy'.")
        );

    [TestCase("varnish", "varnish")]
    [TestCase("cdn", "edge")]
    [TestCase("Fastly", "edge")]
    public void A_name_in_a_brief_asks_for_one(string word, string cdn)
    {
        var asked = Read("{}").Blueprint!;
        asked = asked with { Deployment = asked.Deployment with { Requested = [word] } };

        var resolved = CapabilityCatalog.BuiltIn.Resolve(asked).Deployment;

        Assert.That(resolved.Requested, Is.Empty);
        Assert.That(resolved.Cdn, Is.EqualTo(cdn));
    }

    [Test]
    public void Varnish_begins_after_the_service_and_knows_each_instance_and_the_key()
    {
        var files = CapabilityCatalog.BuiltIn.Deliver(Read("{ cdn: varnish }").Blueprint!);
        string Text(string path) => files.Find(path)!.Content;

        var vcl = Text("deploy/varnish/default.vcl");
        Assert.That(vcl, Does.Contain(".host = \"app\";").And.Contain(".host = \"app-2\";"));
        Assert.That(vcl, Does.Contain("/run/secrets/cdn-key"));
        Assert.That(Text("secrets/create.sh"), Does.Contain("make ConnectionStrings__Cdn \"Urls=http://cdn:6081;Key=$(cat cdn-key)\""));
        var compose = Text("compose.yaml");
        var services = compose.Split("\n  cdn:\n");
        Assert.That(services, Has.Length.EqualTo(2));
        Assert.That(services[1].Split("\n  nginx:")[0], Does.Contain("app:\n        condition: service_healthy"));
        Assert.That(services[0], Does.Not.Contain("cdn:\n        condition"), "or each would wait for the other");
        Assert.That(files.Select(static file => file.Path), Has.None.EqualTo("deploy/kubernetes/overlays/development/cdn.yaml"));
    }
}
