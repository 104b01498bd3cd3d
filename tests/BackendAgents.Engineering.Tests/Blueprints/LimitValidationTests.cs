using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Limits of calls, as people write them.</summary>
public sealed class LimitValidationTests
{
    private static BlueprintReadResult Read(string service, string operation, string access = "member") =>
        BlueprintYaml.Parse(
            $$"""
            service: { name: links, title: Links }
            authentication: { kind: jwt, account: User, login: email, defaultRole: member }
            roles: [{ name: member }]
            limits: [{{service}}]
            entities:
              - { name: User, fields: [{ name: email, type: email, required: true, unique: true }] }
              - { name: Link, fields: [{ name: code, maxLength: 12, required: true }] }
            operations:
              - { name: getLink, entity: Link, kind: get, access: [{ role: anonymous }] }
              - { name: createLink, entity: Link, kind: create, limits: [{{operation}}], access: [{ role: {{access}} }] }
            """
        );

    [TestCase("", "{ calls: 5 }")]
    [TestCase("{ calls: 1000, per: month }", "{ calls: 5, per: minute }, { calls: 50, per: hour }")]
    public void Limits_that_are_taken(string service, string operation) => Assert.That(Read(service, operation).Problems, Is.Empty);

    [TestCase("", "{ calls: 0 }", "member", "1 to 1,000,000,000 calls")]
    [TestCase("", "{ calls: 5, by: key }", "member", "no keys by which")]
    [TestCase("", "{ calls: 5 }, { calls: 6 }", "member", "2 limits per day")]
    [TestCase("", "{ calls: 5 }", "anonymous", "Anybody may call createLink")]
    [TestCase("{ calls: 5 }", "", "anonymous", "Anybody may call every operation")]
    public void Limits_that_are_refused_with_their_reason(string service, string operation, string access, string reason) =>
        Assert.That(Read(service, operation, access).Problems.Select(static problem => problem.Message), Has.Some.Contains(reason));

    [Test]
    public void A_limit_is_told_where_it_is_kept()
    {
        var contract = HttpContract.Of(Read("{ calls: 1000 }", "").Blueprint!);

        Assert.That(Codes("createLink"), Has.Member("quota-exceeded"));
        Assert.That(Codes("getLink"), Has.No.Member("quota-exceeded"));

        IEnumerable<string> Codes(string operation) =>
            contract.Endpoint(operation)!.Responses.Single(static response => response.Status == 429).Codes;
    }
}
