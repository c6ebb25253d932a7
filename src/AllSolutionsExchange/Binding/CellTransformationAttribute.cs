using System.Management.Automation;

namespace AllSolutionsExchange.Binding;

/// <summary>Reads a value that may come from a cell of a row; what it refuses says in which row it is.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class CellTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Called by PowerShell when it binds a value.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The value.</param>
    /// <returns>What the value says.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">It cannot be read.</exception>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return Read(inputData);
        }
        catch (ArgumentTransformationMetadataException exception)
        {
            throw new ArgumentTransformationMetadataException(PipelineRow.Located(exception.Message), exception.InnerException);
        }
    }

    /// <summary>What a value says.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It cannot be read.</exception>
    private protected abstract object? Read(object? value);
}
