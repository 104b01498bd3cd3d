using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>What a call may declare, as people write it.</summary>
public sealed class CallValidationTests
{
    private const string Follow = "kind: call, method: GET, path: '/{code}', location: target";

    private static BlueprintReadResult Read(string operation, string access = "{ role: anonymous }") =>
        BlueprintYaml.Parse(
            $$"""
            service: { name: links, title: Links }
            authentication: { kind: jwt, account: User, login: email, defaultRole: member }
            roles: [{ name: member }]
            enums: [{ name: Channel, values: [web, mail] }]
            entities:
              - { name: User, fields: [{ name: email, type: email, required: true, unique: true }] }
              - name: Link
                fields:
                  - { name: code, maxLength: 12, required: true, unique: true }
                  - { name: target, type: url, required: true }
                  - { name: secret, maxLength: 12, exposure: internal }
                  - { name: clicks, type: long }
            operations:
              - { name: follow, entity: Link, {{operation}}, access: [{{access}}] }
            """
        );

    [TestCase(Follow)]
    [TestCase(
        "kind: call, status: 202, input: [{ name: to, type: email, required: true }], output: [{ name: to, type: email, value: input.to }]"
    )]
    [TestCase("kind: call, method: GET, path: /estimates, input: [{ name: pieces, type: int }]")]
    [TestCase("kind: call, input: [{ name: userId, type: uuid, refersTo: User }, { name: channel, type: enum, enum: Channel }]")]
    [TestCase("kind: get, path: '/links/{code}'")]
    [TestCase("kind: call, method: GET, output: [{ name: half, type: decimal, required: true, value: '(clicks ?? 0) / 2' }]")]
    [TestCase("kind: call, method: GET, output: [{ name: isOld, type: bool, required: true, value: 'createdAt < addDays(now, -30)' }]")]
    [TestCase("kind: call, path: /count, output: [{ name: all, type: int, required: true, value: 'count(Links, l => l.clicks > 0)' }]")]
    public void Shapes_that_are_taken(string operation) => Assert.That(Read(operation).Problems, Is.Empty);

    [TestCase("BP014", "kind: call, method: GET, path: '/{code}', location: clicks", "no required url field")]
    [TestCase("BP014", "kind: call, method: GET, path: /go, location: target", "no required url field")]
    [TestCase("BP015", "kind: call, status: 302", "has a status of 3xx and a location")]
    [TestCase("BP016", "kind: call, status: 418", "can't succeed with the status 418")]
    [TestCase("BP015", "kind: get, status: 202", "is no call")]
    [TestCase("BP015", "kind: call, status: 204, output: [{ name: code, value: code, required: true }]", "shows nothing")]
    [TestCase("BP014", "kind: call, output: [{ name: secret, value: secret }]", "no value that follow has")]
    [TestCase("BP014", "kind: call, path: /all, output: [{ name: code, value: code }]", "no value that follow has")]
    [TestCase("BP033", "kind: call, output: [{ name: clicks, value: clicks }]", "is not what clicks is")]
    [TestCase("BP033", "kind: call, output: [{ name: clicks, type: long, required: true, value: clicks }]", "is not what clicks is")]
    [TestCase("BP008", "kind: call, output: [{ name: clicks, type: long }]", "Nothing says where clicks comes from")]
    [TestCase("BP080", "kind: call, output: [{ name: n, type: long, value: 'clicks + secrets' }]", "secrets")]
    [TestCase("BP080", "kind: call, output: [{ name: n, type: long, required: true, value: 'clicks + 1' }]", "may be absent")]
    [TestCase(
        "BP080",
        "kind: call, output: [{ name: n, type: bool, required: true, value: 'length(code)' }]",
        "the field takes true or false"
    )]
    [TestCase("BP081", "kind: call, output: [{ name: n, value: 'secret ?? code' }]", "callers never see")]
    [TestCase("BP014", "kind: call, input: [{ name: userId, type: uuid, refersTo: Nobody }]", "refers to rows of 'Nobody'")]
    [TestCase("BP015", "kind: call, method: GET, input: [{ name: data, type: json }]", "can't stand in a query")]
    [TestCase("BP015", "kind: call, input: [{ name: to, type: email, unique: true }]", "is sent and not stored")]
    [TestCase("BP020", "kind: call, input: [{ name: note }]", "without maxLength")]
    [TestCase("BP013", "kind: call, input: [{ name: to, type: email }, { name: to, type: url }]", "'to' is there 2 times")]
    [TestCase("BP013", "kind: call, path: '/{code}', input: [{ name: code, type: email }]", "parameter of the path")]
    [TestCase("BP045", "kind: call, path: '/{clicks}'", "can't be found by clicks")]
    public void Shapes_that_are_refused_with_their_reason(string code, string operation, string reason)
    {
        var problems = Read(operation).Problems;

        Assert.That(problems.Select(static problem => problem.Code), Does.Contain(code));
        Assert.That(problems.Select(static problem => problem.Message), Has.Some.Contain(reason));
        Assert.That(problems.Select(static problem => problem.Place.Line), Has.All.EqualTo(14));
    }

    [Test]
    public void Own_scope_needs_a_row() =>
        Assert.That(
            Read("kind: call, path: /all", "{ role: member, scope: own }").Problems.Select(static problem => problem.Code),
            Does.Contain("BP043")
        );

    [Test]
    public void The_contract_says_how_a_row_is_found_by_a_field_and_where_callers_are_sent()
    {
        var endpoint = HttpContract.Of(Read(Follow).Blueprint!).Endpoint("follow")!;

        Assert.That(endpoint.Parameters, Has.Count.EqualTo(1));
        Assert.That(endpoint.Parameters[0].Value.MaxLength, Is.EqualTo(12));
        Assert.That(endpoint.Success.Status, Is.EqualTo(302));
        Assert.That(endpoint.Success.Headers, Is.EqualTo(new[] { "Location" }));
        Assert.That(endpoint.Responses.Select(static response => response.Status), Is.EqualTo(new[] { 302, 404, 429, 500, 503 }));
    }
}
