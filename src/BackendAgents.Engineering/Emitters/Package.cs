namespace BackendAgents.Engineering.Emitters;

/// <summary>A package that the delivered code uses.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version; pinned in <see cref="DeliveredPackages"/> for those of this library.</param>
/// <param name="ForTests">Whether only the delivered tests use it.</param>
internal sealed record Package(string Name, string Version, bool ForTests = false);
