using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Emitters.AspNetCore;

public sealed class ServiceEmitterTests
{
    private static IEnumerable<TestCaseData> Samples() =>
        SampleBlueprints.All.Select(static sample => new TestCaseData(sample.Value).SetArgDisplayNames(sample.Key));

    [TestCaseSource(nameof(Samples))]
    public void The_program_reads_from_top_to_bottom_in_sixty_lines(Blueprint blueprint)
    {
        var program = new ServiceEmitter()
            .Emit(blueprint)
            .Single(static artifact => artifact.Path.EndsWith("/Program.cs", StringComparison.Ordinal));

        Assert.That(program.Content.Split('\n'), Has.Length.LessThanOrEqualTo(61));
    }

    [Test]
    public void A_new_field_touches_only_files_that_name_it()
    {
        var social = SampleBlueprints.Social();
        var field = new Field
        {
            Id = "post-teaser",
            Name = "teaser",
            Type = FieldType.String,
            MaxLength = 100,
        };
        var changed = social with
        {
            Entities =
            [
                .. social.Entities.Select(entity => entity.Id == "post" ? entity with { Fields = [.. entity.Fields, field] } : entity),
            ],
        };
        var before = new ServiceEmitter()
            .Emit(social)
            .Concat(new ServiceTestsEmitter().Emit(social))
            .ToDictionary(static artifact => artifact.Path);

        var touched = new ServiceEmitter()
            .Emit(changed)
            .Concat(new ServiceTestsEmitter().Emit(changed))
            .Where(artifact => before[artifact.Path].Content != artifact.Content)
            .ToList();

        Assert.That(touched, Is.Not.Empty);
        Assert.That(
            touched
                .Where(static artifact => !artifact.Content.Contains("teaser", StringComparison.OrdinalIgnoreCase))
                .Select(static artifact => artifact.Path),
            Is.Empty
        );
    }

    [Test]
    public void Hostile_descriptions_stay_in_their_comments()
    {
        const string Hostile = "*/ </summary> \" \\ ${x} @\"\n#error no\r\n\u2028using Evil; // ]]>";
        var social = SampleBlueprints.Social();
        var hostile = social with
        {
            Entities =
            [
                .. social.Entities.Select(static entity =>
                    entity with
                    {
                        Description = Hostile,
                        Fields = [.. entity.Fields.Select(static field => field with { Description = Hostile })],
                    }
                ),
            ],
        };

        var text = string.Join(
            '\n',
            new ServiceEmitter()
                .Emit(hostile)
                .Where(static artifact => artifact.Path.EndsWith(".cs", StringComparison.Ordinal))
                .Select(static artifact => artifact.Content)
        );

        Assert.That(text.Split('\n'), Has.None.StartsWith("#error"));
        Assert.That(
            text.Split('\n').Where(static line => line.Contains("Evil", StringComparison.Ordinal)),
            Is.All.Matches<string>(static line => line.TrimStart().StartsWith("/// <summary>", StringComparison.Ordinal))
        );
    }
}
