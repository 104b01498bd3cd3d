using BackendAgents.Engineering.Code;

namespace BackendAgents.Engineering.Tests.Code;

/// <summary>What is shown of the classes around a handler.</summary>
public sealed class CodeOutlineTests
{
    [Test]
    public void Members_stay_with_their_comments_and_bodies_go()
    {
        var outline = CodeOutline.Of(
            """
            // Generated.
            #nullable enable

            using System.Linq;

            namespace Shop;

            /// <summary>Works.</summary>
            public abstract class Work(Db db) : Base
            {
                /// <summary>A name.</summary>
                public const string Lock = "lock";

                private readonly int _count = 1;

                public Work() : this(new Db()) { Count(); }

                /// <summary>The rows.</summary>
                public Db Db => db;

                public required string Name { get; init; } = "x";

                public int Sum { get { return _count; } private set { Count(); } }

                /// <summary>Does it.</summary>
                public abstract Task<Answer> HandleAsync(Input input, CancellationToken cancellationToken);

                internal static async Task<T> DoAsync<T>(T one)
                    where T : class => await Task.FromResult(one);

                protected virtual void Log()
                {
                    Count();
                }

                void Count() { }

                public static implicit operator Work(Db db) => null!;
            }
            """
        );

        Assert.That(
            outline.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Is.EqualTo(
                new[]
                {
                    "namespace Shop;",
                    "/// <summary>Works.</summary>",
                    "public abstract class Work(Db db) : Base",
                    "{",
                    "/// <summary>A name.</summary>",
                    "public const string Lock = \"lock\";",
                    "public Work();",
                    "/// <summary>The rows.</summary>",
                    "public Db Db { get; }",
                    "public required string Name { get; init; }",
                    "public int Sum { get; private set; }",
                    "/// <summary>Does it.</summary>",
                    "public abstract Task<Answer> HandleAsync(Input input, CancellationToken cancellationToken);",
                    "internal static async Task<T> DoAsync<T>(T one)",
                    "where T : class;",
                    "protected virtual void Log();",
                    "public static implicit operator Work(Db db);",
                    "}",
                }
            )
        );
    }

    [Test]
    public void Of_what_every_handler_is_given_a_third_goes_and_no_member_does()
    {
        var work = File.ReadAllText(Path.Combine(GeneratedFile.Root, "template/SampleService/Infrastructure/Work.cs"));

        var outline = CodeOutline.Of(work);

        Assert.That(outline, Does.Contain("LockAsync<TRow>(Guid id").And.Contain("Now { get; }").And.Contain("comes one after the other"));
        Assert.That(outline, Does.Not.Contain("ExecuteUpdateAsync"));
        Assert.That(outline, Has.Length.LessThan(work.Length * 2 / 3));
    }
}
