using System.Text.RegularExpressions;
using System.Xml.Linq;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Emitters.AspNetCore;

/// <summary>The folder <c>template</c>: compiled, tested, and the very thing that is delivered.</summary>
public sealed partial class TemplateTests
{
    private static string Folder => Path.Combine(GeneratedFile.Root, "template");

    private static Blueprint Sample { get; } =
        CapabilityCatalog.BuiltIn.Read(File.ReadAllText(Path.Combine(Folder, "backend.yaml"))).Blueprint!;

    // Several services behind a gateway.
    private static Blueprint Market { get; } =
        CapabilityCatalog.BuiltIn.Read(File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples/market/backend.yaml"))).Blueprint!;

    // A service has one broker at a time.
    private static IEnumerable<Blueprint> ByBroker =>
        new[] { "rabbitmq", "kafka", "sqs" }.Select(static broker =>
            Sample with
            {
                Deployment = Sample.Deployment with { Messaging = broker },
            }
        );

    private static ServiceModel Model(Blueprint blueprint) => new(CapabilityCatalog.BuiltIn.Plan(blueprint));

    private static IEnumerable<TestCaseData> Others() =>
        SampleBlueprints
            .All.Select(static sample => new TestCaseData(sample.Value).SetArgDisplayNames(sample.Key))
            .Append(new TestCaseData(WithoutAccounts()).SetArgDisplayNames("without accounts"));

    private static Blueprint WithoutAccounts() =>
        SampleBlueprints.Social() with
        {
            Authentication = new Authentication { Kind = AuthenticationKind.None },
        };

    private static Blueprint OnMongoDb => Sample with { Deployment = new Deployment { Database = "mongodb" } };

    private static List<Artifact> Code(Blueprint blueprint) =>
        [.. CapabilityCatalog.BuiltIn.Deliver(blueprint).Where(static file => file.Path.EndsWith(".cs", StringComparison.Ordinal))];

    // src/SampleService/A.g.cs and tests/SampleService.Tests/B.g.cs stand in the template without the first folder.
    private static string InTemplate(string delivered) => delivered[(delivered.IndexOf('/', StringComparison.Ordinal) + 1)..];

    [Test]
    public void The_sample_is_delivered_as_it_stands_in_the_template()
    {
        var model = Model(Sample);
        var constant = Template.Paths.ToDictionary(path => Template.Delivered(model, path), StringComparer.Ordinal);
        var delivered = Code(Sample);
        foreach (var file in delivered)
        {
            if (constant.TryGetValue(file.Path, out var path))
                Assert.That(file.Content, Is.EqualTo(Template.Header + File.ReadAllText(Path.Combine(Folder, path))), path);
            else
                GeneratedFile.AssertUpToDate("template/" + InTemplate(file.Path), file.Content);
        }

        foreach (
            var file in CapabilityCatalog
                .BuiltIn.Deliver(Sample)
                .Where(static file => file.Path.EndsWith(".up.sql", StringComparison.Ordinal))
        )
            GeneratedFile.AssertUpToDate("template/" + file.Path, file.Content);

        Assert.That(Template.Paths, Has.Count.GreaterThan(25));
        var other = Sample with { Deployment = Sample.Deployment with { Cache = "memcached" } };
        var used = ByBroker.Append(other).Append(OnMongoDb).SelectMany(Code).Select(static file => file.Path);
        Assert.That(
            constant.Where(static pair => !OfSeveral().IsMatch(pair.Value)).Select(static pair => pair.Key),
            Is.SubsetOf(used),
            "the sample uses the whole template, with each broker, each cache and each store"
        );
        var standing = Directory
            .EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Select(static file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
        Assert.That(
            standing
                .Where(static path => !OfSeveral().IsMatch(path))
                .Except(Template.Paths)
                .Except(delivered.Select(static file => InTemplate(file.Path))),
            Is.Empty,
            "files that no emitter writes any more: delete them"
        );
    }

    [Test]
    public void What_only_several_services_have_is_delivered_with_them()
    {
        var delivered = Code(Market).Select(static file => Path.GetFileName(file.Path)).ToHashSet();
        var standing = Template.Paths.Where(static path => OfSeveral().IsMatch(path)).ToList();

        Assert.That(standing, Has.Count.GreaterThan(8));
        Assert.That(standing.Select(static path => Path.GetFileName(path).Replace(".cs", ".g.cs")), Is.SubsetOf(delivered));
    }

    [TestCaseSource(nameof(Others))]
    public void No_name_of_the_sample_is_left_in_a_delivery(Blueprint blueprint)
    {
        var names = Template.Names(Model(Sample)).Keys.ToList();
        var left = Code(blueprint).SelectMany(file => Words(file.Content).Intersect(names).Select(name => $"{file.Path}: {name}"));

        Assert.That(left, Is.Empty);
    }

    [Test]
    public void Every_name_in_the_table_stands_in_the_template_and_no_other_name_of_the_sample_does()
    {
        var words = Template.Paths.SelectMany(static path => Words(Template.Text(path))).ToHashSet(StringComparer.Ordinal);
        var names = Template.Names(Model(Sample)).Keys;

        Assert.That(names, Is.SubsetOf(words));
        Assert.That(
            words.Where(static word => SampleName().IsMatch(word)).Except(names).Except(["SampleGateway"]),
            Is.Empty,
            "add them to Template.Names, or let an emitter write what names them"
        );
    }

    [Test]
    public void Deliveries_and_the_template_use_the_same_packages()
    {
        var central = XDocument
            .Load(Path.Combine(Folder, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(static package => ((string?)package.Attribute("Include"), (string?)package.Attribute("Version")));
        var delivered = ByBroker
            .Append(Market)
            .Append(OnMongoDb)
            .SelectMany(static sample => CapabilityCatalog.BuiltIn.Deliver(sample))
            .Where(static file => file.Path.EndsWith(".csproj", StringComparison.Ordinal))
            .SelectMany(static file => XDocument.Parse(file.Content).Descendants("PackageReference"))
            .Select(static package => ((string?)package.Attribute("Include"), (string?)package.Attribute("Version")))
            .Distinct();

        Assert.That(delivered, Is.EquivalentTo(central));
    }

    [TestCaseSource(nameof(Others))]
    public void Only_hooks_show_code_in_comments(Blueprint blueprint)
    {
        // Those of hooks are compiled by DeliveredServiceTests; code in any other comment would have to be, too.
        var showing = Code(blueprint)
            .SelectMany(static file => file.Content.Split('\n').Select(line => (file.Path, Line: line.Trim())))
            .Where(static found => CodeInComment().IsMatch(found.Line));

        Assert.That(showing.Select(static found => found.Path), Is.All.EndsWith("Hooks.cs").And.Not.Empty);
    }

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(static word => word.Value).Distinct();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^///? .*([;{}]|=>.*)$")]
    private static partial Regex CodeInComment();

    [GeneratedRegex("^SampleGateway/|/Auth/Remote/|/Services/")]
    private static partial Regex OfSeveral();

    [GeneratedRegex(@"^[sS]ample[A-Z]|Note")]
    private static partial Regex SampleName();
}
