using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Contracts;

/// <summary>Methods and paths: the contract decides, the service and its papers follow.</summary>
public sealed class RouteTests
{
    private static IEnumerable<TestCaseData> Samples() =>
        SampleBlueprints
            .All.Select(static sample => new TestCaseData(sample.Value).SetArgDisplayNames(sample.Key))
            .Append(new TestCaseData(Reversed()).SetArgDisplayNames("reversed links"))
            .Append(new TestCaseData(Existing()).SetArgDisplayNames("an existing interface"));

    [TestCaseSource(nameof(Samples))]
    public void The_service_maps_every_endpoint_of_the_contract_and_no_other(Blueprint blueprint)
    {
        var plan = CapabilityCatalog.BuiltIn.Plan(blueprint);
        var code = string.Concat(CapabilityCatalog.BuiltIn.Deliver(blueprint).Select(static file => file.Content));

        var mapped = System
            .Text.RegularExpressions.Regex.Matches(code, @"group\.Map(Get|Post|Put|Patch|Delete)\(""([^""]+)"", ")
            .Select(static match =>
                $"{match.Groups[1].Value.ToUpperInvariant()} {match.Groups[2].Value.Replace(":guid", "", StringComparison.Ordinal)}"
            );

        Assert.That(BlueprintValidator.Validate(blueprint), Is.Empty);
        Assert.That(mapped, Is.EquivalentTo(plan.Contract.Endpoints.Select(static endpoint => $"{endpoint.Method} {endpoint.Path}")));
    }

    [TestCaseSource(nameof(Samples))]
    public void The_readme_lists_every_endpoint_with_method_and_path(Blueprint blueprint)
    {
        var plan = CapabilityCatalog.BuiltIn.Plan(blueprint);
        var readme = CapabilityCatalog.BuiltIn.Deliver(blueprint).Find("README.md")!.Content;

        foreach (var endpoint in plan.Contract.Endpoints)
            Assert.That(readme, Does.Contain($"| {endpoint.Method} | `{endpoint.Path}` |"));
    }

    [Test]
    public void A_reversed_link_begins_at_the_other_side()
    {
        var contract = CapabilityCatalog.BuiltIn.Plan(Reversed()).Contract;

        Assert.That(contract.Endpoint("linkPostToTag")!.Path, Is.EqualTo("/api/v1/tags/{id}/posts/{targetId}"));
    }

    [Test]
    public void An_existing_interface_keeps_its_methods_and_paths()
    {
        var contract = CapabilityCatalog.BuiltIn.Plan(Existing()).Contract;

        Assert.That(contract.Endpoint("listPosts")!.Path, Is.EqualTo("/v2/articles"));
        Assert.That(contract.Endpoint("getPost")!.Path, Is.EqualTo("/v2/articles/{articleId}"));
        Assert.That(contract.Endpoint("createPost")!.Method, Is.EqualTo("PUT"));
    }

    [TestCase("v2/articles", "from the root")]
    [TestCase("/v2/articles/{id}/{other}", "takes 1")]
    [TestCase("/v2/articles", "takes 1")]
    [TestCase("/v2/../articles/{id}\")]; //", "from the root")]
    [TestCase("/api/v1/posts/{postId}", "is there already")]
    public void A_path_that_does_not_fit_is_named_with_the_remedy(string path, string expected)
    {
        var blueprint = Existing();
        blueprint = blueprint with
        {
            Operations =
            [
                .. blueprint.Operations.Select(operation =>
                    operation.Name == "getPost" ? operation with { Path = path }
                    : operation.Name == "updatePost" ? operation with { Path = "/api/v1/posts/{id}", Method = "GET" }
                    : operation
                ),
            ],
        };

        var problems = BlueprintValidator.Validate(blueprint).Select(static problem => problem.ToString()).ToList();

        Assert.That(problems, Has.Some.Contains("BP045"));
        Assert.That(problems, Has.Some.Contains(expected));
    }

    [Test]
    public void A_method_of_another_kind_is_refused_with_those_that_fit()
    {
        var blueprint = Existing();
        blueprint = blueprint with
        {
            Operations = [.. blueprint.Operations.Select(static operation => operation with { Method = "TRACE" })],
        };

        Assert.That(BlueprintValidator.Validate(blueprint)[0].Remedy, Does.StartWith("Use GET"));
    }

    private static Blueprint Reversed()
    {
        var social = SampleBlueprints.Social();
        var relation = social.Relations.First(static relation => relation.Kind == RelationKind.ManyToMany && relation.From != relation.To);
        var (from, to) = (Name(social, relation.From), Name(social, relation.To));
        return social with
        {
            Operations =
            [
                .. social.Operations,
                .. new[] { OperationKind.Link, OperationKind.Unlink, OperationKind.ListLinked }.Select(kind => new Operation
                {
                    Id = $"reversed-{kind}".ToLowerInvariant(),
                    Name = $"{Conventions.Camel(kind.ToString())}{from}To{to}",
                    Entity = relation.To,
                    Kind = kind,
                    Relation = relation.Id,
                    Reverse = true,
                    Access = [new AccessRule { Role = Role.Authenticated }],
                }),
            ],
        };
    }

    private static Blueprint Existing()
    {
        var social = SampleBlueprints.Social();
        return social with
        {
            Entities = [.. social.Entities.Select(static entity => entity.Name == "Post" ? entity with { Path = "/v2/articles" } : entity)],
            Operations =
            [
                .. social.Operations.Select(static operation =>
                    operation.Name switch
                    {
                        "getPost" => operation with { Path = "/v2/articles/{articleId}" },
                        "createPost" => operation with { Method = "put" },
                        _ => operation,
                    }
                ),
            ],
        };
    }

    private static string Name(Blueprint blueprint, string id) => blueprint.Entities.First(entity => entity.Id == id).Name;
}
